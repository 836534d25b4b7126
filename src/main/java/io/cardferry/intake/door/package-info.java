/**
 * The HTTP server through which the routes are reached, and what it refuses before a route sees it: everything here is
 * about HTTP and nothing about cards.
 */
package io.cardferry.intake.door;
