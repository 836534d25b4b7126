/**
 * Drills with real processes: a hub is killed, stopped and started again, while the sources and issuers around it live
 * on and keep count of what took effect (docs/drills.md).
 */
package io.cardferry.drill;
