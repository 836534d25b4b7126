package io.cardferry.mocks.fault;

import static io.cardferry.mocks.fault.FaultOption.AFTER_SECONDS;
import static io.cardferry.mocks.fault.FaultOption.DELAY_MS;
import static io.cardferry.mocks.fault.FaultOption.RETRY_AFTER_SECONDS;
import static io.cardferry.mocks.fault.FaultOption.SILENCE;
import static io.cardferry.mocks.fault.FaultOption.STATUS;
import static io.cardferry.mocks.fault.Place.INQUIRY;
import static io.cardferry.mocks.fault.Place.LIST;
import static io.cardferry.mocks.fault.Place.REGISTRATION;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can go wrong with a call to the mock world; docs/mocks.md says it of each. */
public enum Fault {
    SLOW(Effect.NOW, everywhere(), DELAY_MS),
    DRIP(Effect.NOW, everywhere(), DELAY_MS),
    RUBBISH(Effect.NOW, everywhere()),
    TRUNCATED(Effect.NOW, everywhere()),
    UNAVAILABLE(Effect.NONE, everywhere(), RETRY_AFTER_SECONDS),
    BUSY(Effect.NONE, everywhere(), RETRY_AFTER_SECONDS),
    UNAUTHORIZED(Effect.NONE, everywhere()),
    STATUS_ONLY("status", Effect.NONE, everywhere(), STATUS),
    REDIRECT(Effect.NONE, everywhere()),
    HANG_UNSEEN(Effect.NONE, everywhere()),
    DROP_UNSEEN(Effect.NONE, everywhere()),

    ANOTHER_REQUEST(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY)),
    NO_TOKEN(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY)),

    ACCEPT_AND_HANG(Effect.NOW, EnumSet.of(REGISTRATION)),
    ACCEPT_AND_DROP(Effect.NOW, EnumSet.of(REGISTRATION)),
    ACCEPT_AND_FAIL(Effect.NOW, EnumSet.of(REGISTRATION), STATUS),
    ACCEPTED_ONLY(Effect.NOW, EnumSet.of(REGISTRATION)),
    PROCESSED_LATER(Effect.LATER, EnumSet.of(REGISTRATION), DELAY_MS, SILENCE),
    PUT_OFF(Effect.NONE, EnumSet.of(REGISTRATION)),
    REFUSES(Effect.NONE, EnumSet.of(REGISTRATION), STATUS),
    DUPLICATE_REFUSED(Effect.NONE, EnumSet.of(REGISTRATION)),
    FORGETS(Effect.NOW, EnumSet.of(REGISTRATION), AFTER_SECONDS),

    ANOTHER_ACCOUNT(Effect.NOW, EnumSet.of(LIST)),
    NOT_FOUND(Effect.NONE, EnumSet.of(LIST)),
    INCOMPLETE(Effect.NOW, EnumSet.of(LIST));

    private final String word;
    private final Effect effect;
    private final Set<Place> places;
    private final Set<FaultOption> options;

    Fault(Effect effect, Set<Place> places, FaultOption... options) {
        this(null, effect, places, options);
    }

    Fault(String word, Effect effect, Set<Place> places, FaultOption... options) {
        this.word = word == null ? name().toLowerCase(Locale.ROOT).replace('_', '-') : word;
        this.effect = effect;
        this.places = places;
        this.options = Set.of(options);
    }

    private static Set<Place> everywhere() {
        return EnumSet.allOf(Place.class);
    }

    /** As it stands in JSON and in the accounts' file, e.g. {@code accept-and-hang}. */
    @JsonValue
    public String word() {
        return word;
    }

    public Effect effect() {
        return effect;
    }

    /** Whether it can be written to a card in the accounts' file. */
    public boolean isOfACard() {
        return meets(Place.REGISTRATION) && this != FORGETS;
    }

    /** Whether it can be written to a wallet in the accounts' file. */
    public boolean isOfAWallet() {
        return meets(Place.LIST);
    }

    /** Whether a request id meets it only after it took effect. */
    public boolean meetsRepeatsOnly() {
        return this == DUPLICATE_REFUSED;
    }

    boolean goesWith(FaultOption option) {
        return options.contains(option);
    }

    boolean meets(Place place) {
        return places.contains(place);
    }

    /** The options, in the order of their fields' names. */
    List<String> optionFields() {
        return options.stream().map(option -> option.field).sorted().toList();
    }
}
