package io.cardferry.mocks;

import io.cardferry.mocks.fault.FaultProgram;
import io.cardferry.mocks.fault.Wire;
import java.util.List;
import java.util.Objects;

/**
 * What one card source knows about one account.
 *
 * @param fault what goes wrong when the source is asked about the account; {@code null}: nothing
 * @param complete whether the list is complete, by the source's own word; true when left out
 * @param cards the account's cards, may be empty
 */
public record MockWallet(FaultProgram fault, Boolean complete, List<MockCard> cards) {

    public MockWallet {
        if (fault != null && (!fault.fault().isOfAWallet() || fault.times() != null)) {
            throw new IllegalArgumentException(
                    "fault " + fault.fault().word() + " is none that a wallet can have, or has times, which it can't");
        }
        if (fault != null) {
            fault.checkedFor(Wire.HTTP);
        }
        complete = Objects.requireNonNullElse(complete, true);
        cards = cards == null ? List.of() : List.copyOf(cards);
    }
}
