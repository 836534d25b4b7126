package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells which cards are no longer as somebody had them. */
final class CardVersions {

    /** More would be a statement of another kind: nobody waits for so many answers at once. */
    private static final int MAX = 10_000;

    private static final String VERSIONS =
            "SELECT card_registration_id, version FROM card_registration WHERE card_registration_id ";

    private CardVersions() {}

    /**
     * @param cards {@value #MAX} at most
     * @return the ids of those that are of another version now, or gone
     */
    static Set<UUID> changed(JdbcTemplate jdbc, Collection<CardRegistration> cards) {
        if (cards.size() > MAX) {
            throw new IllegalArgumentException(cards.size() + " cards are compared at once; " + MAX + " at most");
        }
        List<UUID> ids = cards.stream()
                .map(CardRegistration::cardRegistrationId)
                .distinct()
                .toList();
        Map<UUID, Long> now = new HashMap<>();
        Rows.in(
                jdbc,
                VERSIONS,
                ids,
                (row, number) -> now.put(Rows.uuid(row, "card_registration_id"), row.getLong("version")));
        return cards.stream()
                .filter(card -> !Long.valueOf(card.version()).equals(now.get(card.cardRegistrationId())))
                .map(CardRegistration::cardRegistrationId)
                .collect(Collectors.toSet());
    }
}
