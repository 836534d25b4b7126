package io.cardferry.intake.jms;

import java.util.Locale;

/** Is told what became of each message that was taken: must not wait, and must not throw. */
@FunctionalInterface
public interface TakenMessages {

    /** What can become of one. One that comes again because its broker did not hear of it counts again. */
    enum Result {
        /** It is a new registration. */
        ACCEPTED,
        /** Its registration was there already. */
        REPEATED,
        /** It went to the queue of the invalid ones. */
        INVALID;

        /** The result as metrics name it, e.g. {@code accepted}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void told(Result result);

    /** A message lies on the queue of the invalid ones; the step of the route that follows. */
    default void passedOn() {
        told(Result.INVALID);
    }
}
