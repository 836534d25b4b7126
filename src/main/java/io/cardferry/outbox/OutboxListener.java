package io.cardferry.outbox;

import io.cardferry.registration.OutboxEntry;
import java.util.Locale;

/** Is told what becomes of the outbox's entries: must not wait, and must not throw. */
@FunctionalInterface
public interface OutboxListener {

    /** What can become of an entry that was tried. */
    enum Result {
        /** The broker has it on its disk. */
        SENT,
        /** It waits for another try. */
        FAILED,
        /** It is not tried any more. */
        GIVEN_UP;

        /** The result as metrics name it, e.g. {@code given-up}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    void told(OutboxEntry.Kind kind, Result result);
}
