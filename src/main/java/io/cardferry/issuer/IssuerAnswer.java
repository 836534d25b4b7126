package io.cardferry.issuer;

/**
 * What an issuer answered.
 *
 * @param status the HTTP status; 200 over transports that have none
 * @param retryAfter the value of the Retry-After header, or {@code null}
 * @param body as it came; empty (also if given as {@code null}) if there was none
 */
public record IssuerAnswer(int status, String retryAfter, byte[] body) {

    public IssuerAnswer {
        body = body == null ? new byte[0] : body;
    }

    /** An answer over a transport that brings messages, and no statuses with them. */
    public static IssuerAnswer ofMessage(byte[] body) {
        return new IssuerAnswer(200, null, body);
    }

    /** Prints the status only: a body may hold card data. */
    @Override
    public String toString() {
        return "IssuerAnswer[" + status + "]";
    }
}
