package io.cardferry.issuer;

/**
 * What an issuer answered over HTTP.
 *
 * @param status the HTTP status
 * @param retryAfter the value of the Retry-After header, or {@code null}
 * @param body as it came; empty if there was none
 */
public record HttpAnswer(int status, String retryAfter, byte[] body) {

    /** Prints the status only: a body may hold card data. */
    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
