/**
 * How the hub calls card sources and issuers over HTTP: every wait and every answer bounded, nothing sent twice by the
 * client itself, and always known whether a byte may have left.
 */
package io.cardferry.outbound;
