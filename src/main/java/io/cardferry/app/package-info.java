/** Starts a hub: reads the configuration, opens the ledger, loads the routes, opens the door. */
package io.cardferry.app;
