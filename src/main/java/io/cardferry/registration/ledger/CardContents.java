package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What is kept of a card beside how it stands: the card as its source listed it and its message, as long as it may be sent;
 * and for ever, by which fields an answer finds that message. {@link CardRows} writes them with the changes that they belong
 * to.
 */
final class CardContents {

    /** What matched_by holds. A message that is matched by more is compared only as long as it is kept itself. */
    private static final int MATCHED_BY_MAX = 8_192;

    private static final String MATCHED_BY =
            "SELECT matched_by FROM card_registration WHERE card_registration_id = ? AND issuer_request_id = ?";
    private static final String SEALED_CARD =
            "SELECT card_sealed FROM card_registration WHERE card_registration_id = ?";
    private static final String SEALED_MESSAGE =
            "SELECT message_sealed FROM card_registration WHERE card_registration_id = ? AND issuer_request_id = ?";
    private static final String EMPTIED = """
            SELECT card_registration_id FROM card_registration
            WHERE card_registration_id = ? AND card_sealed IS NULL AND message_sealed IS NULL""";

    private final JdbcTemplate jdbc;

    CardContents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> sealedCard(UUID cardRegistrationId) {
        return text(SEALED_CARD, cardRegistrationId);
    }

    /** The message that was kept for the card's request id. */
    Optional<String> sealedMessage(CardRegistration card) {
        return text(SEALED_MESSAGE, card.cardRegistrationId(), card.issuerRequestId());
    }

    /** By which fields an answer finds that message; empty if that is not known. */
    Map<String, String> matchedBy(CardRegistration card) {
        return text(MATCHED_BY, card.cardRegistrationId(), card.issuerRequestId())
                .map(StoredJson::readTexts)
                .orElse(Map.of());
    }

    /** Whether nothing is kept any more of what is needed to send the card. */
    boolean isEmptied(CardRegistration card) {
        return !jdbc.queryForList(EMPTIED, card.cardRegistrationId()).isEmpty();
    }

    private Optional<String> text(String query, Object... ids) {
        return jdbc.queryForList(query, String.class, ids).stream()
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** How {@link #matchedBy} is kept; {@code null} if there is nothing, or too much. */
    static String stored(Map<String, String> matchedBy) {
        String text = matchedBy.isEmpty() ? null : StoredJson.write(matchedBy);
        return text == null || text.length() > MATCHED_BY_MAX ? null : text;
    }
}
