package io.cardferry.drill;

import io.cardferry.contract.Reply;
import java.util.List;
import java.util.random.RandomGenerator;

/** What goes wrong at an issuer with one message. */
enum Fault {
    /** It decides and answers. */
    NONE,
    /** 503, and nothing takes effect. */
    BUSY,
    /** 400, and nothing takes effect. */
    REFUSED,
    /** It hangs up, and nothing takes effect. */
    DROPPED_UNSEEN,
    /** It never answers, and nothing takes effect. */
    HANGING_UNSEEN,
    /** It decides and hangs up. */
    ACCEPTED_AND_DROPPED,
    /** It decides and never answers. */
    ACCEPTED_AND_HANGING;

    /** Half of all messages meet one of those that can pass. */
    static Fault atRandom(RandomGenerator random) {
        List<Fault> passing = List.of(BUSY, DROPPED_UNSEEN, HANGING_UNSEEN, ACCEPTED_AND_DROPPED, ACCEPTED_AND_HANGING);
        return random.nextBoolean() ? NONE : passing.get(random.nextInt(passing.size()));
    }

    boolean takesEffect() {
        return this == NONE || this == ACCEPTED_AND_DROPPED || this == ACCEPTED_AND_HANGING;
    }

    /** @param decision what it would answer without this fault */
    Reply reply(Reply decision) {
        return switch (this) {
            case NONE -> decision;
            case BUSY -> Reply.answer(503, "");
            case REFUSED -> Reply.answer(400, "");
            case DROPPED_UNSEEN, ACCEPTED_AND_DROPPED -> Reply.dropped();
            case HANGING_UNSEEN, ACCEPTED_AND_HANGING -> Reply.silence();
        };
    }
}
