package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Registration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * At most one card registration per (client, account, device, card) is in force: a claim per name of the card, and the
 * primary key decides.
 */
final class InForceClaims {

    /** Another registration holds the card. */
    record Holder(UUID registrationId, UUID cardRegistrationId, CardStatus status) {}

    private static final String HELD = "HELD";
    private static final String REPLACING = "REPLACING";

    private static final String INSERT = """
            INSERT INTO card_in_force (client, account_id, device_id, card_name, claim, card_registration_id)
            VALUES (?, ?, ?, ?, ?, ?)""";
    private static final String HOLDER = """
            SELECT c.registration_id, c.card_registration_id, c.status
            FROM card_in_force f JOIN card_registration c ON c.card_registration_id = f.card_registration_id
            WHERE f.client = ? AND f.account_id = ? AND f.device_id = ? AND f.card_name = ? AND f.claim = ?""";
    private static final String HELD_ON_DEVICE = """
            SELECT f.card_name, c.registration_id
            FROM card_in_force f JOIN card_registration c ON c.card_registration_id = f.card_registration_id
            WHERE f.client = ? AND f.account_id = ? AND f.device_id = ? AND f.claim = 'HELD'""";
    private static final String RELEASE = "DELETE FROM card_in_force WHERE card_registration_id = ?";
    private static final String REPLACES =
            "SELECT COUNT(*) FROM card_in_force WHERE card_registration_id = ? AND claim = 'REPLACING'";
    private static final String RELEASE_REPLACED = """
            DELETE FROM card_in_force WHERE card_registration_id IN (
              SELECT held.card_registration_id FROM card_in_force held JOIN card_in_force mine
                ON mine.client = held.client AND mine.account_id = held.account_id
                  AND mine.device_id = held.device_id AND mine.card_name = held.card_name
              WHERE mine.card_registration_id = ? AND mine.claim = 'REPLACING' AND held.claim = 'HELD')""";
    private static final String TAKE_PLACE =
            "UPDATE card_in_force SET claim = 'HELD' WHERE card_registration_id = ? AND claim = 'REPLACING'";

    private final JdbcTemplate jdbc;
    private final Dialect dialect;
    private final RegistrationRows registrations;
    private final CardRows cards;

    InForceClaims(JdbcTemplate jdbc, Dialect dialect, RegistrationRows registrations, CardRows cards) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.registrations = registrations;
        this.cards = cards;
    }

    /**
     * Claims the card under all of its names.
     *
     * @return who holds it instead, if it could not be claimed; then no claim was made
     */
    Optional<Holder> claim(Registration registration, UUID cardRegistrationId, List<String> names) {
        takeTurn(registration);
        for (String name : names) {
            Optional<Holder> holder = claim(registration, cardRegistrationId, name);
            if (holder.isPresent()) {
                release(cardRegistrationId);
                return holder;
            }
        }
        return Optional.empty();
    }

    /**
     * Claims a card that was not in force for a while: what was given up, and is not in doubt, keeps nobody else from
     * registering the card. Asked only by who has moved the card: else the one that was faster would be taken for another
     * registration.
     *
     * @return who has taken its place, if somebody has; then no claim was made
     */
    Optional<Holder> claimAgain(CardRegistration card) {
        Registration registration = registrations.find(card.registrationId()).orElseThrow();
        return claim(registration, card.cardRegistrationId(), cards.names(card));
    }

    /** Two hubs that claim the same cards in another order would wait for each other: so one at a time claims a device's. */
    private void takeTurn(Registration registration) {
        String account = registration.request().account().id();
        String device = registration.request().device().id();
        dialect.takeTurn(jdbc, registration.client() + "\n" + account + "\n" + device);
    }

    private Optional<Holder> claim(Registration registration, UUID cardId, String name) {
        if (insert(registration, name, HELD, cardId)) {
            return Optional.empty();
        }
        Holder holder = present(registration, name, HELD);
        if (!mayReplace(registration, holder)) {
            return Optional.of(holder);
        }
        return insert(registration, name, REPLACING, cardId)
                ? Optional.empty()
                : Optional.of(present(registration, name, REPLACING));
    }

    /** Another hub's commit can come between two statements: applied again, the change finds the place free. */
    private Holder present(Registration registration, String name, String claim) {
        return find(registration, name, claim)
                .orElseThrow(() -> new ConcurrencyFailureException("the card was let go of meanwhile"));
    }

    /** Who keeps the registration from having the card in force, if anybody does. */
    Optional<Holder> holder(Registration registration, List<String> names) {
        return names.stream()
                .sorted()
                .flatMap(name -> find(registration, name, HELD).stream()
                        .filter(held -> !mayReplace(registration, held)
                                || find(registration, name, REPLACING).isPresent()))
                .findFirst();
    }

    private static boolean mayReplace(Registration registration, Holder held) {
        return registration.request().cards().replaceExisting() && held.status == CardStatus.APPROVED;
    }

    private boolean insert(Registration registration, String name, String claim, UUID cardId) {
        String account = registration.request().account().id();
        String device = registration.request().device().id();
        return dialect.insertUnlessPresent(jdbc, INSERT, registration.client(), account, device, name, claim, cardId);
    }

    private Optional<Holder> find(Registration registration, String name, String claim) {
        List<Holder> holders = jdbc.query(
                HOLDER,
                (row, number) -> new Holder(
                        Rows.uuid(row, "registration_id"),
                        Rows.uuid(row, "card_registration_id"),
                        CardStatus.valueOf(row.getString("status"))),
                registration.client(),
                registration.request().account().id(),
                registration.request().device().id(),
                name,
                claim);
        return holders.stream().findFirst();
    }

    /** The names of the cards that are in force on a device, each with the registration that holds it. */
    Map<String, UUID> heldOn(String client, String accountId, String deviceId) {
        Map<String, UUID> held = new HashMap<>();
        jdbc.query(
                HELD_ON_DEVICE,
                row -> {
                    held.put(row.getString("card_name"), Rows.uuid(row, "registration_id"));
                },
                client,
                accountId,
                deviceId);
        return held;
    }

    /** The card registration is no longer in force. */
    void release(UUID cardRegistrationId) {
        jdbc.update(RELEASE, cardRegistrationId);
    }

    /** The card registration is APPROVED: if it was to replace another one, it does so now. */
    void takePlace(UUID cardRegistrationId) {
        if (jdbc.queryForObject(REPLACES, Integer.class, cardRegistrationId) == 0) {
            return;
        }
        jdbc.update(RELEASE_REPLACED, cardRegistrationId);
        jdbc.update(TAKE_PLACE, cardRegistrationId);
    }
}
