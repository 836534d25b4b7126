/**
 * The intake for programs that speak JMS (docs/jms.md): takes what is needed from a message and nothing else, and says
 * why a message can't become a registration.
 */
package io.cardferry.intake.jms;
