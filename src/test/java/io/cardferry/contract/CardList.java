package io.cardferry.contract;

import java.util.ArrayList;
import java.util.List;

/** A card source's answer about one account. */
public record CardList(String account, String asOf, boolean complete, List<String> cards) {

    /** Sealed by nobody, but a compact JWE by its form and header. */
    public static final String SEALED =
            "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiayJ9.AAAA.AAAA.c2VhbGVk.AAAA";

    public static CardList of(String account) {
        return new CardList(account, "2026-11-22T10:00:00Z", true, List.of());
    }

    public CardList asOf(String time) {
        return new CardList(account, time, complete, cards);
    }

    public CardList incomplete() {
        return new CardList(account, asOf, false, cards);
    }

    public CardList with(String card) {
        List<String> more = new ArrayList<>(cards);
        more.add(card);
        return new CardList(account, asOf, complete, List.copyOf(more));
    }

    public String text() {
        return """
            {"accountId":%s,"asOf":"%s","complete":%s,"cards":[%s]}""".formatted(Json.quoted(account), asOf, complete, String.join(",", cards));
    }

    public Reply reply() {
        return Reply.answer(200, text(), "Content-Type", "application/json");
    }

    /** An active card of the issuer aurora. */
    public static String card(String cardRef) {
        return card(cardRef, "");
    }

    /** An active card of the issuer aurora, with more fields. */
    public static String card(String cardRef, String more) {
        return """
            {"cardRef":"%s","issuer":"aurora","bin":"411111","last4":"1111","brand":"VISA","expiry":"2029-04",
             "status":"ACTIVE","registeredOn":{"deviceId":"ph-1","type":"PHONE","name":"Phone"},
             "sealedCard":"%s"%s}""".formatted(cardRef, SEALED, more.isEmpty() ? "" : "," + more);
    }

    /** The least that a source may say about a card. */
    public static String leastCard(String cardRef, String status) {
        return """
            {"cardRef":"%s","issuer":"aurora","last4":"1111","status":"%s","sealedCard":"%s"}""".formatted(cardRef, status, SEALED);
    }
}
