/**
 * How the hub calls card sources and issuers over HTTP: every wait and every answer bounded, nothing sent twice by the
 * client itself, always known whether a byte may have left, and how we authenticate.
 */
package io.cardferry.outbound;
