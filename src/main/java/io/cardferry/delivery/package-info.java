/** When something is tried again: retry policies, the sweep, dead letters. */
package io.cardferry.delivery;
