/** Keys and what is done with them: sealing what the ledger keeps, and keeping secrets and card numbers out of sight. */
package io.cardferry.security;
