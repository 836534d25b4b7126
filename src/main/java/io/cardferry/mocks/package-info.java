/**
 * The outside world in small: card sources and issuers, for trying the hub and for its tests. It knows nothing of the
 * hub; the routes are under {@code mocks/}, and this package holds what they call.
 */
package io.cardferry.mocks;
