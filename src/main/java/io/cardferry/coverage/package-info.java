/**
 * What becomes of each field of a card registration in an issuer's message, found by trial: one field is changed at a time,
 * and what comes out is compared. Knows nothing of mapping languages and formats.
 */
package io.cardferry.coverage;
