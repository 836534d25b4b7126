package io.cardferry.registration.ledger;

import io.cardferry.registration.CardStatus;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the cards that are not done with, from the index of what is due: how many are done with does not matter. */
final class CardCounts {

    /** What the hub, or an operator, still has to do something about. */
    private static final Set<CardStatus> OPEN = EnumSet.of(
            CardStatus.PENDING,
            CardStatus.SUBMITTING,
            CardStatus.RETRY_SCHEDULED,
            CardStatus.IN_DOUBT,
            CardStatus.DEAD_LETTERED);

    private static final String COUNT =
            "SELECT issuer, COUNT(*) AS cards FROM card_registration WHERE status = ? GROUP BY issuer";

    private CardCounts() {}

    static SortedMap<String, Map<CardStatus, Long>> read(JdbcTemplate jdbc) {
        SortedMap<String, Map<CardStatus, Long>> counts = new TreeMap<>();
        for (CardStatus status : OPEN) {
            jdbc.query(
                    COUNT,
                    row -> {
                        counts.computeIfAbsent(row.getString("issuer"), issuer -> new EnumMap<>(CardStatus.class))
                                .put(status, row.getLong("cards"));
                    },
                    status.name());
        }
        return counts;
    }
}
