package io.cardferry.source;

import io.cardferry.delivery.RetryPolicy;
import io.cardferry.outbound.Authentication;
import io.cardferry.registration.DiscoveredCard;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sources and their answers, for tests. */
final class Sources {

    static final CardSource PHONE = source("phone-wallet");
    static final CardSource WATCH = source("watch-wallet");

    /** A compact JWE in form; nobody opens it here. */
    static final String SEALED =
            "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiYXVyb3JhLTEifQ.a2V5.aXY.Y29udGVudA.dGFn";

    private Sources() {}

    static CardSource source(String id) {
        return speaking(id, SourceForm.CANONICAL);
    }

    static CardSource speaking(String id, SourceForm form) {
        Duration second = Duration.ofSeconds(1);
        RetryPolicy retry = new RetryPolicy(second, 2, second, 3, Duration.ofHours(1));
        return new CardSource(
                id, id, URI.create("http://localhost/" + id), Authentication.NONE, second, second, form, retry, true);
    }

    static SourceAnswer complete(CardSource source, DiscoveredCard... cards) {
        return SourceAnswer.listed(source, true, null, List.of(cards));
    }

    static SourceAnswer incomplete(CardSource source, DiscoveredCard... cards) {
        return SourceAnswer.listed(source, false, null, List.of(cards));
    }

    static SourceAnswer failed(CardSource source) {
        return SourceAnswer.failed(source, "HTTP status 500");
    }

    static DiscoveredCard card(CardSource source, String cardRef) {
        return card(source, cardRef, null, null);
    }

    static DiscoveredCard card(CardSource source, String cardRef, String panReference, String asOf) {
        return card(source, cardRef, "aurora", "ACTIVE", panReference, asOf);
    }

    static DiscoveredCard card(
            CardSource source, String cardRef, String issuer, String status, String panReference, String asOf) {
        return new DiscoveredCard(
                source.id(),
                cardRef,
                issuer,
                "411111",
                "1111",
                "VISA",
                "2029-04",
                status,
                null,
                panReference,
                SEALED,
                asOf == null ? null : Instant.parse(asOf));
    }
}
