/** What the people who run the hub look at: health and metrics. */
package io.cardferry.operations;
