/** Card numbers that are made for a test, and the search for them wherever they could have got to. */
package io.cardferry.canary;
