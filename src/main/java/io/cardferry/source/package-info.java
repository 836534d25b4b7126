/**
 * Card sources (docs/sources.md): which there are, how one is asked, what its answer means, and what the answers of
 * all of them decide about a registration.
 */
package io.cardferry.source;
