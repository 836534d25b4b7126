/**
 * The ledger: the database's record of registrations, and the only door to it. Insert first and let the unique keys
 * decide; change only what is still as it was read; answer only after the commit.
 */
package io.cardferry.registration.ledger;
