package io.cardferry.registration.ledger;

import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.Reason;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.Uuid7;
import io.cardferry.registration.VerificationMethod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of card registrations. Every change is made only if the row is still of the version that was read. */
final class CardRows {

    private static final String INSERT = """
            INSERT INTO card_registration (card_registration_id, registration_id, position_in_list, card_ref, source,
              issuer, brand, last4, card_sealed, status, in_doubt, issuer_request_id, reason_code, reason_detail, client,
              card_names, updated_at, next_attempt_at, lease_owner, lease_until, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)""";
    private static final String COLUMNS = """
            SELECT card_registration_id, registration_id, card_ref, source, issuer, brand, last4, status, in_doubt,
              issuer_request_id, token_reference, reason_code, reason_detail, updated_at, attempts, first_attempt_at,
              last_send_at, budget_from, budget_attempts, inquiries, repeat_forced, next_attempt_at, verification_methods, version,
              position_in_list
            FROM card_registration\s""";
    private static final String OF_REGISTRATION = COLUMNS + "WHERE registration_id = ? ORDER BY position_in_list";
    private static final String OF_REGISTRATIONS = COLUMNS + "WHERE registration_id ";
    private static final String ONE = COLUMNS + "WHERE card_registration_id = ?";
    private static final String OF_REQUEST = COLUMNS + "WHERE issuer_request_id = ?";
    private static final String NAMES = "SELECT card_names FROM card_registration WHERE card_registration_id = ?";
    private static final String REFRESH = """
            UPDATE card_registration SET card_sealed = ?, card_names = ?, issuer = ?, brand = ?, last4 = ?,
              issuer_request_id = ?, message_sealed = NULL, matched_by = NULL, pack_version = NULL, first_attempt_at = NULL,
              last_attempt_at = NULL, last_send_at = NULL
            WHERE card_registration_id = ?""";
    private static final String BEGIN_ATTEMPT = """
            UPDATE card_registration SET status = 'SUBMITTING', message_sealed = COALESCE(message_sealed, ?),
              matched_by = COALESCE(matched_by, ?), pack_version = COALESCE(pack_version, ?), updated_at = ?,
              attempts = attempts + 1,
              first_attempt_at = COALESCE(first_attempt_at, ?), last_attempt_at = ?,
              budget_attempts = budget_attempts + 1, budget_from = COALESCE(budget_from, ?), last_send_at = ?,
              repeat_forced = FALSE,
              next_attempt_at = ?, lease_owner = ?, lease_until = ?, version = version + 1
            WHERE card_registration_id = ? AND version = ?""";
    private static final String MOVE = """
            UPDATE card_registration SET status = ?, in_doubt = ?, reason_code = ?, reason_detail = ?,
              token_reference = ?, verification_methods = ?, last_send_at = ?, budget_from = ?, budget_attempts = ?,
              inquiries = ?, repeat_forced = ?, updated_at = ?, next_attempt_at = ?, lease_owner = NULL, lease_until = NULL, version = version + 1
            WHERE card_registration_id = ? AND version = ?""";
    /** The same, and nothing that was needed to send the card is kept. */
    private static final String MOVE_FOR_GOOD =
            MOVE.replace("SET status = ?", "SET card_sealed = NULL, message_sealed = NULL, status = ?");

    private final JdbcTemplate jdbc;

    CardRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts a found card: PENDING and leased, or REJECTED if there is a rejection. */
    CardRegistration insert(
            UUID cardId,
            Registration registration,
            int position,
            SelectedCard selected,
            String sealedText,
            Instant now,
            Lease lease) {
        DiscoveredCard card = selected.card();
        Reason rejection = selected.rejection();
        boolean send = rejection == null;
        CardStatus status = send ? CardStatus.PENDING : CardStatus.REJECTED;
        UUID requestId = card == null ? null : Uuid7.next();
        jdbc.update(
                INSERT,
                cardId,
                registration.registrationId(),
                position,
                selected.cardRef(),
                card == null ? null : card.source(),
                selected.issuer(),
                card == null ? null : card.brand(),
                card == null ? null : card.last4(),
                send ? sealedText : null,
                status.name(),
                requestId,
                Rows.code(rejection),
                Rows.detail(rejection),
                registration.client(),
                send ? StoredJson.write(selected.names()) : null,
                Rows.time(now),
                send ? Rows.time(now) : null,
                send ? lease.owner() : null,
                send ? Rows.time(now.plus(lease.duration())) : null);
        return one(cardId).orElseThrow();
    }

    List<CardRegistration> ofRegistration(UUID registrationId) {
        return jdbc.query(OF_REGISTRATION, (row, number) -> card(row), registrationId);
    }

    /** The cards of these registrations, each registration's in their order. */
    Map<UUID, List<CardRegistration>> ofRegistrations(List<UUID> registrationIds) {
        Map<UUID, SortedMap<Integer, CardRegistration>> cards = new HashMap<>();
        Rows.in(jdbc, OF_REGISTRATIONS, registrationIds, (row, number) -> {
            CardRegistration card = card(row);
            return cards.computeIfAbsent(card.registrationId(), id -> new TreeMap<>())
                    .put(row.getInt("position_in_list"), card);
        });
        return cards.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.copyOf(entry.getValue().values())));
    }

    Optional<CardRegistration> one(UUID cardRegistrationId) {
        return jdbc.query(ONE, (row, number) -> card(row), cardRegistrationId).stream()
                .findFirst();
    }

    /** The card that has this request id now. */
    Optional<CardRegistration> ofRequest(UUID issuerRequestId) {
        return jdbc.query(OF_REQUEST, (row, number) -> card(row), issuerRequestId).stream()
                .findFirst();
    }

    /** The names that the card counts under for being in force. */
    List<String> names(CardRegistration card) {
        return jdbc.queryForList(NAMES, String.class, card.cardRegistrationId()).stream()
                .filter(Objects::nonNull)
                .findFirst()
                .map(names -> List.of(StoredJson.read(names, String[].class)))
                .orElseGet(() -> List.of(card.source() + "/" + card.cardRef()));
    }

    /** The card was read anew: it is another request to its issuer now, of which nothing was sent. */
    void refresh(CardRegistration before, SelectedCard fresh, String sealedText, UUID requestId) {
        DiscoveredCard card = fresh.card();
        jdbc.update(
                REFRESH,
                sealedText,
                StoredJson.write(fresh.names()),
                fresh.issuer(),
                card.brand(),
                card.last4(),
                requestId,
                before.cardRegistrationId());
    }

    /**
     * Commits the intent to send; false if somebody else has the card now.
     *
     * @param message {@code null} if it was kept by an earlier attempt: what was kept stays as it is
     * @param matchedBy by which fields an answer finds the message; may be empty
     */
    boolean beginAttempt(
            CardRegistration before,
            String message,
            Map<String, String> matchedBy,
            String packVersion,
            Instant now,
            Lease lease) {
        Object time = Rows.time(now);
        Object until = Rows.time(now.plus(lease.duration()));
        Object lastSend = Rows.time(now.plus(lease.duration()).plus(lease.grace()));
        UUID id = before.cardRegistrationId();
        Object[] values = {
            message,
            CardContents.stored(matchedBy),
            packVersion,
            time,
            time,
            time,
            time,
            lastSend,
            until,
            lease.owner(),
            until,
            id,
            before.version()
        };
        return jdbc.update(BEGIN_ATTEMPT, values) == 1;
    }

    /** Changes a card as said; false if somebody else has it now. Whoever had leased it has it no more. */
    boolean move(CardRegistration before, CardMove move, Instant now) {
        List<VerificationMethod> methods = move.verificationMethods();
        Object[] values = {
            move.to().name(),
            move.inDoubt(),
            Rows.code(move.reason()),
            Rows.detail(move.reason()),
            move.tokenReference(),
            methods.isEmpty() ? null : StoredJson.write(methods),
            Rows.time(move.trail().lastSendAt()),
            Rows.time(move.trail().budgetFrom()),
            move.trail().budgetAttempts(),
            move.trail().inquiries(),
            move.trail().repeatForced(),
            Rows.time(now),
            Rows.time(move.next()),
            before.cardRegistrationId(),
            before.version()
        };
        return jdbc.update(CardLifecycle.mayBeSent(move.to()) ? MOVE : MOVE_FOR_GOOD, values) == 1;
    }

    private static CardRegistration card(ResultSet row) throws SQLException {
        VerificationMethod[] methods =
                StoredJson.read(row.getString("verification_methods"), VerificationMethod[].class);
        return new CardRegistration(
                Rows.uuid(row, "card_registration_id"),
                Rows.uuid(row, "registration_id"),
                row.getString("card_ref"),
                row.getString("source"),
                row.getString("issuer"),
                row.getString("brand"),
                row.getString("last4"),
                CardStatus.valueOf(row.getString("status")),
                row.getBoolean("in_doubt"),
                Rows.uuid(row, "issuer_request_id"),
                row.getString("token_reference"),
                Rows.reason(row),
                row.getInt("attempts"),
                new AttemptTrail(
                        Rows.instant(row, "first_attempt_at"),
                        Rows.instant(row, "last_send_at"),
                        Rows.instant(row, "budget_from"),
                        row.getInt("budget_attempts"),
                        row.getInt("inquiries"),
                        row.getBoolean("repeat_forced")),
                Rows.instant(row, "next_attempt_at"),
                methods == null ? List.of() : Arrays.asList(methods),
                row.getLong("version"));
    }
}
