package io.cardferry.mocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** What came under one request id, and what took effect. */
final class EffectCount {

    private CardRequest asked;
    private String digest;
    private boolean bytesDiffered;
    private int received;
    private int effects;
    private int inquiries;
    private Instant firstAt;
    private Instant lastAt;

    /** @return whether these are the first bytes that differ from those before */
    boolean receive(CardRequest request, byte[] body, Instant now) {
        boolean differedBefore = bytesDiffered;
        String bodyDigest = digest(body);
        bytesDiffered |= digest != null && !digest.equals(bodyDigest);
        digest = digest == null ? bodyDigest : digest;
        asked = request;
        received++;
        seen(now);
        return bytesDiffered && !differedBefore;
    }

    void inquire(Instant now) {
        inquiries++;
        seen(now);
    }

    /** @return how often it took effect by now */
    int takeEffect() {
        return ++effects;
    }

    int effects() {
        return effects;
    }

    private void seen(Instant now) {
        firstAt = firstAt == null ? now : firstAt;
        lastAt = now;
    }

    void describe(ObjectNode json) {
        json.put("received", received).put("effects", effects).put("inquiries", inquiries);
        if (asked != null) {
            json.put("accountId", asked.accountId());
            json.put("deviceId", asked.deviceId());
            json.put("cardRef", asked.cardRef());
            json.put("sameBytes", !bytesDiffered);
            json.put("sha256", digest);
            if (asked.problem() != null) {
                json.put("problem", asked.problem());
            }
        }
        if (firstAt != null) {
            json.put("firstAt", text(firstAt)).put("lastAt", text(lastAt));
        }
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
