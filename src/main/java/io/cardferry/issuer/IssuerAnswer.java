package io.cardferry.issuer;

/**
 * What an issuer answered over HTTP.
 *
 * @param status the HTTP status
 * @param retryAfter the value of the Retry-After header, or {@code null}
 * @param body as it came; empty (also if given as {@code null}) if there was none
 */
public record IssuerAnswer(int status, String retryAfter, byte[] body) {

    public IssuerAnswer {
        body = body == null ? new byte[0] : body;
    }

    /** Prints the status only: a body may hold card data. */
    @Override
    public String toString() {
        return "IssuerAnswer[" + status + "]";
    }
}
