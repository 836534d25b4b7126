package io.cardferry.source;

import static io.cardferry.source.Sources.PHONE;
import static io.cardferry.source.Sources.WATCH;
import static io.cardferry.source.Sources.card;
import static io.cardferry.source.Sources.complete;
import static io.cardferry.source.Sources.failed;
import static io.cardferry.source.Sources.incomplete;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FreshCardTest {

    @Test
    void itIsKnownByItsSourceAndReference() {
        SelectedCard found = of(
                        complete(PHONE, card(PHONE, "c-2"), card(PHONE, "c-1")), complete(WATCH, card(WATCH, "c-1")))
                .orElseThrow();

        assertThat(found.card().source()).isEqualTo("phone-wallet");
        assertThat(found.cardRef()).isEqualTo("c-1");
        assertThat(found.issuer()).isEqualTo("aurora");
        assertThat(found.rejection()).isNull();
    }

    @Test
    void ofEntriesThatAreOneCardTheFreshestCounts() {
        SelectedCard found = of(
                        complete(PHONE, card(PHONE, "c-1", "par-1", "2026-11-22T10:00:00Z")),
                        complete(WATCH, card(WATCH, "w-9", "par-1", "2026-11-22T11:00:00Z")))
                .orElseThrow();

        assertThat(found.card().source()).isEqualTo("watch-wallet");
        assertThat(found.names()).containsExactly("phone-wallet/c-1", "watch-wallet/w-9", "par:par-1");
    }

    @Test
    void aCardThatCantBeUsedAnyMoreIsRejected() {
        assertThat(rejection(complete(PHONE, card(PHONE, "c-1", "aurora", "EXPIRED", null, null))))
                .isEqualTo(ReasonCode.CARD_EXPIRED);
        assertThat(rejection(complete(PHONE, card(PHONE, "c-1", "aurora", "LOST", null, null))))
                .isEqualTo(ReasonCode.CARD_SUSPENDED);
        assertThat(rejection(complete(PHONE, card(PHONE, "c-1", "nobody", "ACTIVE", null, null))))
                .isEqualTo(ReasonCode.ISSUER_NOT_SUPPORTED);
    }

    @Test
    void aCardThatIsNotListedAnyMoreIsNotFoundIfItsSourceAnsweredCompletely() {
        assertThat(rejection(complete(PHONE, card(PHONE, "c-2")))).isEqualTo(ReasonCode.CARD_NOT_FOUND);
        assertThat(rejection(SourceAnswer.accountUnknown(PHONE))).isEqualTo(ReasonCode.CARD_NOT_FOUND);
        assertThat(rejection(complete(WATCH, card(WATCH, "c-1")))).isEqualTo(ReasonCode.CARD_NOT_FOUND);
        assertThat(of(incomplete(PHONE, card(PHONE, "c-2")))).isEmpty();
        assertThat(of(failed(PHONE), complete(WATCH, card(WATCH, "c-1")))).isEmpty();
        assertThat(of(SourceAnswer.late(PHONE))).isEmpty();
    }

    @Test
    void aListedCardIsFoundHoweverIncompleteItsListAndWhoeverElseFailed() {
        assertThat(of(incomplete(PHONE, card(PHONE, "c-1")), failed(WATCH))
                        .orElseThrow()
                        .rejection())
                .isNull();
    }

    private static ReasonCode rejection(SourceAnswer... answers) {
        return of(answers).orElseThrow().rejection().code();
    }

    private static Optional<SelectedCard> of(SourceAnswer... answers) {
        CardRegistration card = new CardRegistration(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "c-1",
                "phone-wallet",
                "aurora",
                "VISA",
                "1111",
                CardStatus.DEAD_LETTERED,
                false,
                UUID.randomUUID(),
                null,
                null,
                1,
                AttemptTrail.NONE,
                null,
                List.of(),
                1);
        return FreshCard.of(
                card,
                List.of(answers),
                listed -> Optional.ofNullable(listed.issuerCode()).filter("aurora"::equals));
    }
}
