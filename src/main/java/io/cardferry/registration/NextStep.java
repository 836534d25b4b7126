package io.cardferry.registration;

import java.time.Instant;
import java.util.Objects;

/** What is done next about a card registration that its issuer has not decided. */
public sealed interface NextStep {

    /** It is sent (again): the same request id, the same bytes. */
    record Send(Instant at) implements NextStep {
        public Send {
            Objects.requireNonNull(at, "at");
        }
    }

    /** The issuer is asked what became of it. */
    record Inquire(Instant at) implements NextStep {
        public Inquire {
            Objects.requireNonNull(at, "at");
        }
    }

    /** It becomes a dead letter. */
    record GiveUp(Reason reason) implements NextStep {
        public GiveUp {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
