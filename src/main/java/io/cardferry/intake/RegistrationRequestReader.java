package io.cardferry.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.intake.Problem.Fault;
import io.cardferry.registration.Account;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the body of a registration request (docs/api.md), whichever way it came in. Unknown fields are ignored;
 * every missing or wrong one is named. No answer repeats an account id, an assertion or a card reference.
 */
public final class RegistrationRequestReader {

    private static final TextRule ACCOUNT_ID = new TextRule(1, 128, false);
    private static final TextRule ASSERTION = new TextRule(1, 4096, false);
    private static final TextRule DEVICE_ID = new TextRule(1, 64, false);
    private static final TextRule DEVICE_TYPE = new TextRule(0, Integer.MAX_VALUE, true);
    private static final TextRule DEVICE_NAME = new TextRule(0, 64, true);
    private static final TextRule TERMS_ID = new TextRule(1, 128, false);
    private static final TextRule TERMS_VERSION = new TextRule(1, 64, false);
    private static final TextRule TIME = new TextRule(1, 64, true);

    /** It travels to the card source in an HTTP header (docs/sources.md). */
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]*[\\x21-\\x7e])?");

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
        JsonNode root = JsonBody.read(body);
        List<Fault> faults = new ArrayList<>();
        if (!root.isObject()) {
            faults.add(Fault.at("", "must be an object"));
            throw invalid(faults);
        }
        RequestObject request = new RequestObject(root, "", faults);
        Account account = account(request.requiredObject("account"));
        Device device = device(request.requiredObject("device"));
        CardSelection cards = cardSelections.read(request.requiredObject("cards"));
        Terms terms = terms(request.object("terms"));
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        return new RegistrationRequest(account, device, cards, terms);
    }

    private static Account account(RequestObject json) {
        if (json == null) {
            return null;
        }
        String id = json.requiredText("id", ACCOUNT_ID);
        if (".".equals(id) || "..".equals(id)) {
            json.fault("id", "must not be a single or double dot: it becomes a segment of a path");
        }
        String assertion = json.text("assertion", ASSERTION);
        if (assertion != null && !HEADER_VALUE.matcher(assertion).matches()) {
            json.fault(
                    "assertion",
                    "must be printable ASCII without a blank at either end: it travels to the card source in an HTTP header");
        }
        return id == null ? null : new Account(id, assertion);
    }

    private static Device device(RequestObject json) {
        if (json == null) {
            return null;
        }
        String id = json.requiredText("id", DEVICE_ID);
        DeviceType type = deviceType(json);
        String name = json.text("name", DEVICE_NAME);
        return id == null || type == null ? null : new Device(id, type, name);
    }

    private static DeviceType deviceType(RequestObject json) {
        String word = json.requiredText("type", DEVICE_TYPE);
        if (word == null) {
            return null;
        }
        return Arrays.stream(DeviceType.values())
                .filter(type -> type.name().equals(word))
                .findFirst()
                .orElseGet(() -> {
                    String words = Arrays.stream(DeviceType.values())
                            .map(DeviceType::name)
                            .collect(Collectors.joining(", "));
                    json.fault("type", "is " + Excerpt.of(word) + "; must be one of " + words);
                    return null;
                });
    }

    private static Terms terms(RequestObject json) {
        if (json == null) {
            return null;
        }
        String id = json.requiredText("id", TERMS_ID);
        String version = json.requiredText("version", TERMS_VERSION);
        String time = json.requiredText("acceptedAt", TIME);
        Instant acceptedAt = time == null ? null : Times.read(time).orElse(null);
        if (time != null && acceptedAt == null) {
            json.fault("acceptedAt", "must be a time as in RFC 3339, e.g. 2026-11-22T10:15:00Z");
        }
        return id == null || version == null || acceptedAt == null ? null : new Terms(id, version, acceptedAt);
    }

    private static ProblemException invalid(List<Fault> faults) {
        String detail = faults.size() == 1 ? "one field is wrong" : faults.size() + " fields are wrong";
        return new ProblemException(new Problem(ProblemCode.INVALID_REQUEST, detail, faults));
    }
}
