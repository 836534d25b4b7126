package io.cardferry.mocks.fault;

import static io.cardferry.mocks.fault.FaultOption.AFTER_SECONDS;
import static io.cardferry.mocks.fault.FaultOption.DELAY_MS;
import static io.cardferry.mocks.fault.FaultOption.RETRY_AFTER_SECONDS;
import static io.cardferry.mocks.fault.FaultOption.SILENCE;
import static io.cardferry.mocks.fault.FaultOption.STATUS;
import static io.cardferry.mocks.fault.FaultOption.TOGETHER;
import static io.cardferry.mocks.fault.Place.ECHO;
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
    SLOW(Effect.NOW, everywhere(), overAnything(), DELAY_MS),
    DRIP(Effect.NOW, everywhere(), overConnections(), DELAY_MS),
    RUBBISH(Effect.NOW, everywhere(), overAnything()),
    TRUNCATED(Effect.NOW, everywhere(), overAnything()),
    UNAVAILABLE(Effect.NONE, everywhere(), EnumSet.of(Wire.HTTP), RETRY_AFTER_SECONDS),
    BUSY(Effect.NONE, everywhere(), EnumSet.of(Wire.HTTP), RETRY_AFTER_SECONDS),
    UNAUTHORIZED(Effect.NONE, everywhere(), EnumSet.of(Wire.HTTP)),
    STATUS_ONLY("status", Effect.NONE, everywhere(), EnumSet.of(Wire.HTTP), STATUS),
    REDIRECT(Effect.NONE, everywhere(), EnumSet.of(Wire.HTTP)),
    HANG_UNSEEN(Effect.NONE, everywhere(), overAnything()),
    DROP_UNSEEN(Effect.NONE, everywhere(), overConnections()),

    ANOTHER_REQUEST(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY), overAnything()),
    NO_TOKEN(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY), overAnything()),
    PUT_OFF(Effect.NONE, EnumSet.of(REGISTRATION, INQUIRY), overAnything()),

    ACCEPT_AND_HANG(Effect.NOW, EnumSet.of(REGISTRATION), overAnything()),
    ACCEPT_AND_DROP(Effect.NOW, EnumSet.of(REGISTRATION), overConnections()),
    ACCEPT_AND_FAIL(Effect.NOW, EnumSet.of(REGISTRATION), overAnything(), STATUS),
    ACCEPTED_ONLY(Effect.NOW, EnumSet.of(REGISTRATION), overAnything()),
    PROCESSED_LATER(Effect.LATER, EnumSet.of(REGISTRATION), overAnything(), DELAY_MS, SILENCE),
    REFUSES(Effect.NONE, EnumSet.of(REGISTRATION), overAnything(), STATUS),
    DUPLICATE_REFUSED(Effect.NONE, EnumSet.of(REGISTRATION), overAnything()),
    FORGETS(Effect.NOW, EnumSet.of(REGISTRATION), overAnything(), AFTER_SECONDS),

    HALF_MESSAGE(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY, ECHO), EnumSet.of(Wire.TCP), SILENCE),
    CONNECTION_LOST(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY, ECHO), EnumSet.of(Wire.TCP)),
    WRONG_LENGTH(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY, ECHO), EnumSet.of(Wire.TCP)),
    OUT_OF_ORDER(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY), overMessages(), TOGETHER, DELAY_MS),
    ANSWER_TO_NOBODY(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY), overMessages()),
    TWO_ANSWERS(Effect.NOW, EnumSet.of(REGISTRATION, INQUIRY), overMessages()),
    TWO_DECISIONS(Effect.NOW, EnumSet.of(REGISTRATION), overMessages()),

    ANOTHER_ACCOUNT(Effect.NOW, EnumSet.of(LIST), EnumSet.of(Wire.HTTP)),
    NOT_FOUND(Effect.NONE, EnumSet.of(LIST), EnumSet.of(Wire.HTTP)),
    INCOMPLETE(Effect.NOW, EnumSet.of(LIST), EnumSet.of(Wire.HTTP));

    private final String word;
    private final Effect effect;
    private final Set<Place> places;
    private final Set<Wire> wires;
    private final Set<FaultOption> options;

    Fault(Effect effect, Set<Place> places, Set<Wire> wires, FaultOption... options) {
        this(null, effect, places, wires, options);
    }

    Fault(String word, Effect effect, Set<Place> places, Set<Wire> wires, FaultOption... options) {
        this.word = word == null ? name().toLowerCase(Locale.ROOT).replace('_', '-') : word;
        this.effect = effect;
        this.places = places;
        this.wires = wires;
        this.options = Set.of(options);
    }

    private static Set<Place> everywhere() {
        return EnumSet.allOf(Place.class);
    }

    private static Set<Wire> overAnything() {
        return EnumSet.allOf(Wire.class);
    }

    /** Where there are bytes that can be late, and a connection that can be closed. */
    private static Set<Wire> overConnections() {
        return EnumSet.of(Wire.HTTP, Wire.TCP);
    }

    /** Where an answer must find its request, and so may miss it. */
    private static Set<Wire> overMessages() {
        return EnumSet.of(Wire.TCP, Wire.JMS);
    }

    /** As it stands in JSON and in the accounts' file, e.g. {@code accept-and-hang}. */
    @JsonValue
    public String word() {
        return word;
    }

    public Effect effect() {
        return effect;
    }

    /** Whether it can be written to a card of an issuer that is reached over this wire, in the accounts' file. */
    public boolean isOfACard(Wire wire) {
        return meets(Place.REGISTRATION, wire) && this != FORGETS;
    }

    /** Whether it can be written to a wallet in the accounts' file. */
    public boolean isOfAWallet() {
        return meets(Place.LIST, Wire.HTTP);
    }

    /** Whether a request id meets it only after it took effect. */
    public boolean meetsRepeatsOnly() {
        return this == DUPLICATE_REFUSED;
    }

    boolean goesWith(FaultOption option, Wire wire) {
        return options.contains(option) && option.goesOver(wire);
    }

    boolean meets(Place place, Wire wire) {
        return places.contains(place) && wires.contains(wire) && wire.leadsTo(place);
    }

    /** The options over this wire, in the order of their fields' names. */
    List<String> optionFields(Wire wire) {
        return options.stream()
                .filter(option -> option.goesOver(wire))
                .map(option -> option.field)
                .sorted()
                .toList();
    }
}
