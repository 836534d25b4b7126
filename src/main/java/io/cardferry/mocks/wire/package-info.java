/** How the mocks' answers go over the wire: whole, late, in drops, or not at all; and what who looks after the mocks is told. */
package io.cardferry.mocks.wire;
