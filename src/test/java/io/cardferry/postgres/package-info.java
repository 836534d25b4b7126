/** PostgreSQL itself, as the tests start and stop it, and what is true of the ledger on it alone. */
package io.cardferry.postgres;
