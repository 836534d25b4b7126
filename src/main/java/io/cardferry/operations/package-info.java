/** What the people who run the hub look at and do: health and metrics, and dead letters. */
package io.cardferry.operations;
