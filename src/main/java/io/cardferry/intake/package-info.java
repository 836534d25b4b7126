/**
 * How a registration request comes in over HTTP, and how its answer goes out: reading and checking what a client sent,
 * the resource that it gets to see, and every problem that it can be told about (docs/api.md).
 */
package io.cardferry.intake;
