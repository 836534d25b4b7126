/** Programs that measure (bench/README.md). Not tests: nothing is asserted. No part of the product's build, which only proves that they compile. */
package io.cardferry.bench;
