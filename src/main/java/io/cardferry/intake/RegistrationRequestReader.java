package io.cardferry.intake;

import io.cardferry.registration.Account;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.Device;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.Terms;
import java.time.Instant;
import java.util.Set;

/**
 * Reads the body of a registration request (docs/api.md), whichever way it came in. Unknown fields are ignored;
 * every missing or wrong one is named. No answer repeats an account id, an assertion or a card reference.
 */
public final class RegistrationRequestReader {

    private static final TextRule TERMS_ID = new TextRule(1, 128, false);
    private static final TextRule TERMS_VERSION = new TextRule(1, 64, false);

    private final CardSelectionReader cardSelections;

    /** @param sourceIds the configured card sources: what stands before the first slash of a reference may be one */
    public RegistrationRequestReader(Set<String> sourceIds) {
        this.cardSelections = new CardSelectionReader(sourceIds);
    }

    /**
     * Reads one request.
     *
     * @throws ProblemException {@code malformed-json}, or {@code invalid-request} with every fault
     */
    public RegistrationRequest read(byte[] body) {
        RequestObject request = RequestObject.read(body);
        Account account = AccountReader.read(request.requiredObject("account"));
        Device device = DeviceReader.read(request.requiredObject("device"));
        CardSelection cards = cardSelections.read(request.requiredObject("cards"));
        Terms terms = terms(request.object("terms"));
        request.requireNoFaults();
        return new RegistrationRequest(account, device, cards, terms);
    }

    private static Terms terms(RequestObject json) {
        if (json == null) {
            return null;
        }
        String id = json.requiredText("id", TERMS_ID);
        String version = json.requiredText("version", TERMS_VERSION);
        Instant acceptedAt = json.requiredTime("acceptedAt");
        return id == null || version == null || acceptedAt == null ? null : new Terms(id, version, acceptedAt);
    }
}
