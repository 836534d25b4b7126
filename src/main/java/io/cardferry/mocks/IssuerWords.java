package io.cardferry.mocks;

import io.cardferry.mocks.fault.Fault;
import java.util.Optional;
import java.util.UUID;

/** The language of a mock issuer: what it reads of a request, and how it says what it has to say. */
interface IssuerWords {

    Format format();

    /**
     * What the request, or the inquiry, asks for.
     *
     * @param requestIdBeside the request id as it stands beside the message too; {@code null} if nothing stands there
     */
    CardRequest read(byte[] body, String requestIdBeside);

    /** @param decided its token may be empty, and stands only where the decision has one */
    MockAnswer decided(CardRequest asked, Decided decided);

    /** The message is wrong. */
    MockAnswer refused(CardRequest asked, String problem);

    /** Nothing was done, and it may come again. */
    MockAnswer putOff(CardRequest asked);

    /** This request id never came; of an issuer that can be asked. */
    default MockAnswer neverSeen(CardRequest asked) {
        throw new IllegalStateException("this issuer can't be asked");
    }

    /** What it says by a fault that is not the same for all; empty: what all of its format say. */
    default Optional<MockAnswer> troubled(Fault fault, CardRequest asked) {
        return Optional.empty();
    }

    /** An envelope that nobody waits for. */
    default CardRequest ofNobody(CardRequest asked) {
        String nobodys = UUID.randomUUID().toString();
        return asked.under(nobodys, nobodys);
    }

    /** A token reference that was never given before. */
    String newToken();
}
