/**
 * The command line: what a person or a script types. It speaks to a hub over its HTTP API only, and starts one through
 * the interfaces of {@code app}.
 */
package io.cardferry.commands;
