/**
 * What the hub tells by messages of its own: replies, and dead letters. Each stands in the ledger's outbox until the
 * broker has it on its disk, and so is told at least once.
 */
package io.cardferry.outbox;
