/** Request and reply with an issuer over JMS: who waits for which reply, and when a reply may be acknowledged (docs/decisions/029). */
package io.cardferry.issuer.jms;
