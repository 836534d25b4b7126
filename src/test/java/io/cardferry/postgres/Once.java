package io.cardferry.postgres;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that is not run a second time on PostgreSQL: what it proves has nothing to do with the database, or is true of
 * the embedded one only. Every other test of the ledger, of delivery and of the contract runs on both.
 */
@Tag("once")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Once {}
