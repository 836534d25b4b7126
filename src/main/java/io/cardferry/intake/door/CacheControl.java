package io.cardferry.intake.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * Says how long an answer may be kept; here, because Camel lets no route say it. What the API tells is personal, and
 * changes: it is not kept at all. The hub's public keys are everybody's, and count for longer than they are published.
 */
final class CacheControl extends HttpServletResponseWrapper {

    private static final String NAME = "Cache-Control";
    private static final String OPEN_TO_ALL = "/.well-known/";

    private final boolean isOpenToAll;

    CacheControl(HttpServletRequest request, HttpServletResponse response) {
        super(response);
        this.isOpenToAll = request.getRequestURI().startsWith(OPEN_TO_ALL);
        setHeader(NAME, "no-store");
    }

    /** Only what was found may be kept: not that it could not be shown just now. */
    @Override
    public void setStatus(int status) {
        if (isOpenToAll && status == SC_OK) {
            setHeader(NAME, "public, max-age=3600");
        }
        super.setStatus(status);
    }
}
