/**
 * How the hub speaks with a host over kept TCP connections: many messages in flight, each matched with its answer by a
 * key, always known whether a byte may have left. Knows nothing of packs or the ledger. Reading, framing and TLS are
 * Netty's; see docs/decisions/028-tcp-client.md.
 */
package io.cardferry.outbound.tcp;
