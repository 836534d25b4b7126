package io.cardferry.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final Account ACCOUNT = new Account("acc-1", null);
    private static final Device DEVICE = new Device("tv-77", DeviceType.TV, null);
    private static final CardSelection CARDS = refs("c-1", "c-2");
    private static final Instant THEN = Instant.parse("2026-11-22T10:15:00Z");
    private static final Terms TERMS = new Terms("wallet-terms", "3", THEN);

    @Test
    void everyFieldCounts() {
        Map<String, RegistrationRequest> requests = new HashMap<>();
        requests.put("the request", request(ACCOUNT, DEVICE, CARDS, null));
        requests.put("account id", request(new Account("acc-2", null), DEVICE, CARDS, null));
        requests.put("assertion", request(new Account("acc-1", "proof"), DEVICE, CARDS, null));
        requests.put("empty assertion", request(new Account("acc-1", ""), DEVICE, CARDS, null));
        requests.put("device id", request(ACCOUNT, new Device("tv-78", DeviceType.TV, null), CARDS, null));
        requests.put("device type", request(ACCOUNT, new Device("tv-77", DeviceType.PC, null), CARDS, null));
        requests.put("device name", request(ACCOUNT, new Device("tv-77", DeviceType.TV, "TV"), CARDS, null));
        requests.put("empty name", request(ACCOUNT, new Device("tv-77", DeviceType.TV, ""), CARDS, null));
        requests.put("all", request(ACCOUNT, DEVICE, new CardSelection(true, List.of(), false), null));
        requests.put("fewer refs", request(ACCOUNT, DEVICE, refs("c-1"), null));
        requests.put("other refs", request(ACCOUNT, DEVICE, refs("c-1", "c-3"), null));
        requests.put("replace", request(ACCOUNT, DEVICE, new CardSelection(false, CARDS.refs(), true), null));
        requests.put("terms", request(ACCOUNT, DEVICE, CARDS, TERMS));
        requests.put("terms id", request(ACCOUNT, DEVICE, CARDS, new Terms("other", "3", THEN)));
        requests.put("terms version", request(ACCOUNT, DEVICE, CARDS, new Terms("wallet-terms", "4", THEN)));
        requests.put("terms time", request(ACCOUNT, DEVICE, CARDS, new Terms("wallet-terms", "3", THEN.plusNanos(1))));

        assertThat(requests.values()).extracting(Fingerprint::of).doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfReferencesDoesNotCount() {
        assertThat(Fingerprint.of(request(ACCOUNT, DEVICE, refs("c-2", "c-1"), TERMS)))
                .isEqualTo(Fingerprint.of(request(ACCOUNT, DEVICE, refs("c-1", "c-2"), TERMS)));
    }

    @Test
    void noTextCanPassForTwoFields() {
        assertThat(Fingerprint.of(request(new Account("a\",\"b", null), DEVICE, CARDS, null)))
                .isNotEqualTo(Fingerprint.of(request(new Account("a", "b"), DEVICE, CARDS, null)));
    }

    /** Written down, because fingerprints outlive the program that made them: under v1 this request has this one. */
    @Test
    void aFingerprintNamesItsVersionAndStaysWhatItWas() {
        assertThat(Fingerprint.of(request(new Account("acc-1001", null), DEVICE, CARDS, TERMS)))
                .isEqualTo("v1:f81c6dce27f335ef4f47e74a7b50a50fea8f8196fd668da21b08f4bcdacd4841");
    }

    private static RegistrationRequest request(Account account, Device device, CardSelection cards, Terms terms) {
        return new RegistrationRequest(account, device, cards, terms);
    }

    private static CardSelection refs(String... refs) {
        return new CardSelection(false, List.of(refs), false);
    }
}
