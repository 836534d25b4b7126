package io.cardferry.issuer;

import java.util.Objects;
import java.util.Optional;

/**
 * What an issuer said when nobody waited for it, or no longer. Over a transport that brings messages.
 *
 * @param pack of the connection or queue that it came over
 * @param about the message that it answers, if the hub still knows; empty if it is for the answer itself to say
 * @param answer as it came
 */
public record ArrivedAnswer(IssuerPack pack, Optional<Dispatch> about, byte[] answer) implements KeptAnswer {

    public ArrivedAnswer {
        Objects.requireNonNull(pack, "pack");
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(answer, "answer");
    }

    /** The answer to a message whose exchange has given up, or had an answer already. */
    public static ArrivedAnswer late(Dispatch about, byte[] answer) {
        return new ArrivedAnswer(about.pack(), Optional.of(about), answer);
    }

    /** The answer to a message that somebody else has sent, or this hub before it was started anew. */
    public static ArrivedAnswer unclaimed(IssuerPack pack, byte[] answer) {
        return new ArrivedAnswer(pack, Optional.empty(), answer);
    }

    @Override
    public String issuer() {
        return pack.id();
    }

    @Override
    public String subject() {
        return about.map(dispatch -> "registration " + dispatch.registration().registrationId())
                .orElse("a registration that it names");
    }

    @Override
    public boolean isUnawaited() {
        return true;
    }

    /** Prints no content. */
    @Override
    public String toString() {
        return "ArrivedAnswer[" + pack + ", " + answer.length + " bytes]";
    }
}
