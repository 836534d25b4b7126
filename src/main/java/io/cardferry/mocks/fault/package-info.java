/** What can go wrong in the mock world on demand: the faults, and the switchboard that knows which are on. */
package io.cardferry.mocks.fault;
