package io.cardferry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.CardSelection;
import io.cardferry.registration.DiscoveryResult;
import io.cardferry.registration.DiscoveryResult.AskAgain;
import io.cardferry.registration.DiscoveryResult.CardsFound;
import io.cardferry.registration.DiscoveryResult.NothingToRegister;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks for decisions and looks at them, for tests: two configured sources, and aurora the only issuer. */
final class Decisions {

    static final CardSelection ALL = new CardSelection(true, List.of(), false);
    static final SourceAnswer PHONE_DOES_NOT_KNOW = SourceAnswer.accountUnknown(Sources.PHONE);
    static final SourceAnswer WATCH_DOES_NOT_KNOW = SourceAnswer.accountUnknown(Sources.WATCH);

    private Decisions() {}

    static DiscoveryResult decide(CardSelection selection, SourceAnswer... answers) {
        return Discoverer.decide(
                selection,
                List.of(answers),
                Set.of("phone-wallet", "watch-wallet"),
                card -> Optional.ofNullable(card.issuerCode()).filter("aurora"::equals));
    }

    static CardSelection refs(String... refs) {
        return new CardSelection(false, List.of(refs), false);
    }

    static List<SelectedCard> cards(DiscoveryResult result) {
        assertThat(result).isInstanceOf(CardsFound.class);
        return ((CardsFound) result).cards();
    }

    static SelectedCard only(DiscoveryResult result) {
        assertThat(cards(result)).hasSize(1);
        return cards(result).get(0);
    }

    static List<String> refsOf(DiscoveryResult result) {
        return cards(result).stream().map(SelectedCard::cardRef).toList();
    }

    static void assertNothing(ReasonCode reason, DiscoveryResult result) {
        assertThat(result).isInstanceOf(NothingToRegister.class);
        assertThat(((NothingToRegister) result).reason().code()).isEqualTo(reason);
    }

    static void assertAskedAgain(DiscoveryResult result) {
        assertThat(result).isInstanceOf(AskAgain.class);
        assertThat(result.discovery().complete()).isFalse();
    }

    static void assertRejected(ReasonCode reason, SelectedCard card) {
        assertThat(card.rejection()).isNotNull();
        assertThat(card.rejection().code()).isEqualTo(reason);
    }
}
