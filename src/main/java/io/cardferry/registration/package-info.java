/**
 * The registration and its card registrations: what they are, which states they may take, and the ledger that remembers
 * them. This package depends on no other package of the hub.
 */
package io.cardferry.registration;
