/**
 * Layouts of issuers' messages as data (docs/formats.md): how the fields that a pack's mapping gives become bytes, and the
 * bytes of an answer become fields again. The only package that knows BeanIO and j8583; both cut and guess, so all that
 * goes in and comes out is checked here ({@link io.cardferry.issuer.layout.FieldRule}).
 */
package io.cardferry.issuer.layout;
