package io.cardferry.registration;

/**
 * One way in which the issuer would verify the cardholder.
 *
 * @param id the issuer's id of it
 * @param type the issuer's word for it, e.g. {@code SMS}
 * @param hint what the cardholder may be shown, e.g. a masked phone number; may be {@code null}
 */
public record VerificationMethod(String id, String type, String hint) {}
