/** Programs that measure (bench/README.md). Not tests: nothing is asserted, and the build only compiles them. */
package io.cardferry.bench;
