package io.cardferry.source;

import static io.cardferry.source.Decisions.ALL;
import static io.cardferry.source.Decisions.assertRejected;
import static io.cardferry.source.Decisions.decide;
import static io.cardferry.source.Decisions.only;
import static io.cardferry.source.Sources.PHONE;
import static io.cardferry.source.Sources.card;
import static io.cardferry.source.Sources.complete;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a card must be before it goes to its issuer. */
class CardVerdictTest {

    @ParameterizedTest
    @CsvSource({
        "SUSPENDED, CARD_SUSPENDED,",
        "EXPIRED, CARD_EXPIRED,",
        "BLOCKED, CARD_SUSPENDED, the source calls it BLOCKED",
        "active, CARD_SUSPENDED, the source calls it active",
    })
    void aCardThatIsNotActiveIsRejectedWhateverItsIssuer(String status, ReasonCode reason, String detail) {
        for (String issuer : List.of("aurora", "zeta")) {
            SelectedCard card = only(decide(ALL, complete(PHONE, card(PHONE, "c-1", issuer, status, null, null))));

            assertRejected(reason, card);
            assertThat(card.rejection().detail()).isEqualTo(detail);
            assertThat(card.issuer()).isEqualTo(issuer);
            assertThat(card.names()).containsExactly("phone-wallet/c-1");
        }
    }

    @ParameterizedTest
    @CsvSource({"zeta, zeta", "Zeta Bank & Co, ", ", "})
    void aCardThatNoIssuerTakesIsNotSupportedAndShowsAPlainCodeOnly(String code, String shown) {
        SelectedCard card = only(decide(ALL, complete(PHONE, card(PHONE, "c-1", code, "ACTIVE", null, null))));

        assertRejected(ReasonCode.ISSUER_NOT_SUPPORTED, card);
        assertThat(card.issuer()).isEqualTo(shown);
    }

    @Test
    void anActiveCardGoesToTheIssuerThatTakesIt() {
        SelectedCard card = only(decide(ALL, complete(PHONE, card(PHONE, "c-1"))));

        assertThat(card.rejection()).isNull();
        assertThat(card.issuer()).isEqualTo("aurora");
    }
}
