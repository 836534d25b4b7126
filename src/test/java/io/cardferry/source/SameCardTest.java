package io.cardferry.source;

import static io.cardferry.source.Decisions.ALL;
import static io.cardferry.source.Decisions.decide;
import static io.cardferry.source.Decisions.only;
import static io.cardferry.source.Decisions.refs;
import static io.cardferry.source.Sources.PHONE;
import static io.cardferry.source.Sources.WATCH;
import static io.cardferry.source.Sources.card;
import static io.cardferry.source.Sources.complete;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.CardSelection;
import io.cardferry.registration.SelectedCard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two sources list the same card. */
class SameCardTest {

    private final SourceAnswer phone = complete(PHONE, card(PHONE, "c-1", "V001", "2026-11-22T10:00:00Z"));

    private SourceAnswer watch(String asOf) {
        return complete(WATCH, card(WATCH, "w-1", "V001", asOf));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:00:01Z, watch-wallet",
        "2026-11-22T10:00:00Z, phone-wallet",
        "2026-11-22T09:59:59Z, phone-wallet",
        ", phone-wallet",
    })
    void theFreshestListWinsAndTheFirstOfEquallyFreshOnes(String watchAsOf, String winner) {
        assertThat(only(decide(ALL, phone, watch(watchAsOf))).card().source()).isEqualTo(winner);
    }

    @Test
    void anyTimeIsFresherThanNone() {
        SourceAnswer undated = complete(PHONE, card(PHONE, "c-1", "V001", null));

        assertThat(only(decide(ALL, undated, watch("1999-01-01T00:00:00Z")))
                        .card()
                        .source())
                .isEqualTo("watch-wallet");
    }

    @Test
    void itCountsUnderBothNamesAndUnderThePanReference() {
        assertThat(only(decide(ALL, phone, watch(null))).names())
                .containsExactly("phone-wallet/c-1", "watch-wallet/w-1", "par:V001");
    }

    @Test
    void thePanReferenceIsANameEvenIfOneSourceListsTheCard() {
        assertThat(only(decide(ALL, phone)).names()).containsExactly("phone-wallet/c-1", "par:V001");
    }

    @Test
    void eitherReferenceMeansItAndBothTogetherMeanItOnce() {
        SourceAnswer watch = watch("2026-11-22T12:00:00Z");

        for (List<String> refs : List.of(
                List.of("c-1"), List.of("w-1"), List.of("phone-wallet/c-1"), List.of("c-1", "watch-wallet/w-1"))) {
            SelectedCard card = only(decide(new CardSelection(false, refs, false), phone, watch));
            assertThat(card.cardRef()).isEqualTo("w-1");
        }
    }

    @Test
    void theSameReferenceInBothIsNotAmbiguous() {
        SourceAnswer watch = complete(WATCH, card(WATCH, "c-1", "V001", null));

        assertThat(only(decide(refs("c-1"), phone, watch)).rejection()).isNull();
    }
}
