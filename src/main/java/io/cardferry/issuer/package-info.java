/**
 * Issuer packs: folders of settings, mappings and samples that say how an issuer is spoken to, which cards are its own,
 * and what its answers mean. Nothing here sends anything.
 */
package io.cardferry.issuer;
