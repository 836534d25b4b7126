/**
 * Mappings that a configuration folder brings along: how a card source's or an issuer's documents become the hub's own
 * and the other way round. No mapping can reach files, the class path or the network.
 */
package io.cardferry.mapping;
