/** The broker: the embedded one, connections to whichever is used, whether it is there, and what its messages are like. */
package io.cardferry.messaging;
