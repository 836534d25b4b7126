package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.card;
import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.FoundRegistrations;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SearchCriteria;
import io.cardferry.registration.SelectedCard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search finds, and how it is walked through. */
class SearchTest {

    private static final String CLIENT = IdempotencyKey.ANONYMOUS;
    private static final SearchCriteria ALL = criteria(null, null, null, null, null);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    @TempDir
    Path folder;

    private LedgerFixture fixture;
    private Ledger ledger;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        ledger = fixture.ledger;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aRegistrationIsFoundWithItsCardsAsItIsReadById() {
        approved("acc-1", "tv-1", "c-1", "c-2");

        Registration found = only(ALL);

        assertThat(found)
                .isEqualTo(ledger.registrations().find(found.registrationId()).orElseThrow());
        assertThat(found.cards()).extracting(CardRegistration::cardRef).containsExactly("c-1", "c-2");
    }

    @Test
    void eachCriterionFindsWhatItNamesAndNothingElse() {
        Registration other = approved("acc-2", "tv-2", "c-2");
        Registration wanted = approved("acc-1", "tv-1", "c-1");
        CardRegistration card = wanted.cards().get(0);

        assertThat(only(criteria("acc-1", null, null, null, null))).isEqualTo(wanted);
        assertThat(only(criteria(null, "tv-1", null, null, null))).isEqualTo(wanted);
        assertThat(only(criteria(null, null, "c-1", null, null))).isEqualTo(wanted);
        assertThat(only(named(card.issuerRequestId(), null, null))).isEqualTo(wanted);
        assertThat(only(named(null, card.tokenReference(), null))).isEqualTo(wanted);
        assertThat(only(named(null, null, wanted.updatedAt()))).isEqualTo(wanted);
        assertThat(all(criteria(null, null, null, "aurora", null))).containsExactly(wanted, other);
        assertThat(all(criteria(null, null, null, null, CardStatus.APPROVED))).containsExactly(wanted, other);
        assertThat(all(criteria("acc-1", "tv-2", null, null, null))).isEmpty();
        assertThat(all(criteria("acc-1 ", null, null, null, null))).isEmpty();
    }

    @Test
    void whatIsSaidOfACardMustHoldForOneAndTheSameCard() {
        Registration registration = fixture.accepted(request("acc-1", "tv-1", false));
        List<DueCard> submissions =
                fixture.discovered(registration, card("c-1"), card("c-2")).toSend();
        settle(submissions.get(0));
        get(ledger.cards().recordRejection(submissions.get(1).card(), Reason.of(ReasonCode.NOT_REPRESENTABLE)));

        assertThat(all(criteria(null, null, "c-1", "aurora", CardStatus.APPROVED)))
                .hasSize(1);
        assertThat(all(criteria("acc-1", null, "c-1", null, CardStatus.REJECTED)))
                .isEmpty();
        assertThat(all(criteria(null, null, "c-2", null, CardStatus.APPROVED))).isEmpty();
    }

    @Test
    void aRegistrationOfManyMatchingCardsIsFoundOnce() {
        Registration many = approved("acc-1", "tv-1", "c-1", "c-2", "c-3");
        Registration one = approved("acc-2", "tv-1", "c-1");

        assertThat(walk(criteria(null, null, null, null, CardStatus.APPROVED), 1))
                .containsExactly(one, many);
    }

    @Test
    void aCardsChangeIsAChangeOfItsRegistration() {
        Registration older = fixture.accepted(request("acc-1", "tv-1", false));
        DueCard submission =
                fixture.discovered(older, card("c-1"), card("c-2")).toSend().get(0);
        Registration newer = fixture.accepted(request("acc-2", "tv-1", false));
        Instant before = ledger.registrations()
                .find(newer.registrationId())
                .orElseThrow()
                .updatedAt();

        settle(submission);
        Registration changed =
                ledger.registrations().find(older.registrationId()).orElseThrow();

        assertThat(changed.updatedAt()).isAfter(before);
        assertThat(all(named(null, null, changed.updatedAt()))).containsExactly(changed);
        assertThat(all(named(null, null, changed.updatedAt().plusNanos(1_000)))).isEmpty();
        assertThat(all(named(null, null, Instant.parse("0000-01-01T00:00:00Z"))))
                .hasSize(2);
        assertThat(all(named(null, null, Instant.parse("9999-12-31T23:59:59.999Z"))))
                .isEmpty();
    }

    @Test
    void anotherClientsRegistrationsAreNotFound() {
        IdempotencyKey key = new IdempotencyKey("another", IdempotencyKey.Space.GIVEN, "key");
        UUID id = UUID.randomUUID();
        get(ledger.registrations()
                .accept(new NewRegistration(id, key, request("acc-1", "tv-1", false), TRACE, null), true));
        Registration others = ledger.registrations().find(id).orElseThrow();
        CardRegistration card =
                settle(fixture.discovered(others, card("c-1")).toSend().get(0));

        assertThat(all(ALL)).isEmpty();
        assertThat(all(criteria("acc-1", null, null, null, null))).isEmpty();
        assertThat(all(criteria(null, null, null, null, CardStatus.APPROVED))).isEmpty();
        assertThat(all(named(card.issuerRequestId(), null, null))).isEmpty();
        assertThat(all(named(null, card.tokenReference(), null))).isEmpty();
        assertThat(all(named(null, null, others.createdAt()))).isEmpty();
    }

    @Test
    void theOrderIsThatOfTheIdsBytesWithoutSigns() {
        List<String> ids = List.of(
                "01a20000-0000-7000-8000-000000000001",
                "01a20000-0000-7000-8000-0000000000ff",
                "01a20000-0000-7000-bfff-000000000000",
                "01a20000-0000-7fff-8000-000000000000",
                "01a20000-7f00-7000-8000-000000000000",
                "01a20000-8000-7000-8000-000000000000",
                "01a2ffff-0000-7000-8000-000000000000");
        ids.stream().sorted(Comparator.comparing(String::hashCode)).forEach(id -> accept(UUID.fromString(id), "acc-1"));

        List<String> newestFirst =
                ids.stream().sorted(Comparator.reverseOrder()).toList();
        assertThat(walk(ALL, 2))
                .extracting(each -> each.registrationId().toString())
                .isEqualTo(newestFirst);
        assertThat(walk(criteria("acc-1", null, null, null, null), 3))
                .extracting(each -> each.registrationId().toString())
                .isEqualTo(newestFirst);
    }

    @Test
    void aWalkMeetsNothingTwiceAndPassesOverNothingWhileRegistrationsComeAndChange() {
        List<UUID> before = new ArrayList<>();
        List<DueCard> open = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Registration registration = fixture.accepted(request("acc-1", "tv-" + i, false));
            open.addAll(fixture.discovered(registration, card("c-1")).toSend());
            before.add(registration.registrationId());
        }
        // Two of the same millisecond are in no particular order of time.
        before.sort(Comparator.comparing(UUID::toString).reversed());
        SearchCriteria since = named(null, null, Instant.EPOCH);
        List<UUID> met = new ArrayList<>();

        FoundRegistrations page = ledger.registrations().search(since, null, 2);
        while (true) {
            met.addAll(ids(page.registrations()));
            assertThat(met).doesNotHaveDuplicates();
            if (!page.more()) {
                break;
            }
            approved("acc-1", "tv-new-" + met.size(), "c-1");
            settle(open.remove(open.size() / 2));
            page = ledger.registrations().search(since, met.get(met.size() - 1), 2);
        }

        assertThat(met).isEqualTo(before);
    }

    @Test
    void whicheverCriterionLeadsTheSameIsFound() {
        List<Registration> everything = manyRegistrations();
        Instant late = everything.get(20).updatedAt();
        Instant early = everything.get(everything.size() - 20).updatedAt();

        for (String account : new String[] {null, "acc-0", "acc-rare"}) {
            for (String device : new String[] {null, "tv-1"}) {
                for (String ref : new String[] {null, "c-1", "card-7"}) {
                    for (CardStatus status : new CardStatus[] {null, CardStatus.APPROVED, CardStatus.REJECTED}) {
                        for (Instant since : new Instant[] {null, late, early}) {
                            SearchCriteria criteria = new SearchCriteria(
                                    CLIENT,
                                    account,
                                    device,
                                    ref,
                                    null,
                                    null,
                                    ref == null ? null : "aurora",
                                    status,
                                    since);
                            assertThat(ids(walk(criteria, 150)))
                                    .as(account + " " + device + " " + ref + " " + status + " " + since)
                                    .isEqualTo(ids(matching(everything, criteria)));
                        }
                    }
                }
            }
        }
    }

    /** So many that some criteria have more candidates than are looked through unasked, newest first. */
    private List<Registration> manyRegistrations() {
        IntStream.range(0, 520).parallel().forEach(i -> {
            Registration registration = fixture.accepted(
                    request(i % 90 == 0 ? "acc-rare" : "acc-" + i % 2, i % 4 == 0 ? "tv-1" : "tv-x-" + i, false));
            SelectedCard[] cards = IntStream.range(0, i % 3)
                    .mapToObj(n -> card(n == 0 ? "c-1" : "card-" + i % 50))
                    .toArray(SelectedCard[]::new);
            if (cards.length > 0) {
                // Of a card that another registration has on this device, there is none.
                fixture.discovered(registration, cards).toSend().stream()
                        .limit(1)
                        .forEach(submission -> settleOrReject(submission, i % 5 == 0));
            }
        });
        List<Registration> everything = all(ALL);
        assertThat(everything).hasSize(520);
        return everything;
    }

    private void settleOrReject(DueCard submission, boolean reject) {
        if (reject) {
            get(ledger.cards().recordRejection(submission.card(), Reason.of(ReasonCode.NOT_REPRESENTABLE)));
        } else {
            settle(submission);
        }
    }

    private static List<Registration> matching(List<Registration> everything, SearchCriteria asked) {
        return everything.stream()
                .filter(each -> is(asked.accountId(), each.request().account().id()))
                .filter(each -> is(asked.deviceId(), each.request().device().id()))
                .filter(each ->
                        asked.updatedSince() == null || !each.updatedAt().isBefore(asked.updatedSince()))
                .filter(each -> asked.cardRef() == null && asked.cardStatus() == null
                        || each.cards().stream()
                                .anyMatch(card -> is(asked.cardRef(), card.cardRef())
                                        && is(asked.issuer(), card.issuer())
                                        && is(asked.cardStatus(), card.status())))
                .toList();
    }

    private static boolean is(Object asked, Object found) {
        return asked == null || asked.equals(found);
    }

    private Registration approved(String account, String device, String... cardRefs) {
        Registration registration = fixture.accepted(request(account, device, false));
        SelectedCard[] cards =
                List.of(cardRefs).stream().map(LedgerFixture::card).toArray(SelectedCard[]::new);
        fixture.discovered(registration, cards).toSend().forEach(this::settle);
        return ledger.registrations().find(registration.registrationId()).orElseThrow();
    }

    private CardRegistration settle(DueCard submission) {
        CardRegistration sent =
                get(ledger.cards().recordIntent(submission.card(), LedgerFixture.message("m"), Map.of(), "v1"));
        Outcome approved = Outcome.approved("tok-" + sent.issuerRequestId());
        return get(ledger.cards().recordOutcome(sent, approved, Duration.ofMillis(1)));
    }

    private void accept(UUID id, String account) {
        IdempotencyKey key = new IdempotencyKey(CLIENT, IdempotencyKey.Space.GIVEN, id.toString());
        get(ledger.registrations()
                .accept(new NewRegistration(id, key, request(account, "tv-1", false), TRACE, null), true));
    }

    private Registration only(SearchCriteria criteria) {
        List<Registration> found = all(criteria);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<Registration> all(SearchCriteria criteria) {
        return ledger.registrations().search(criteria, null, 1_000).registrations();
    }

    private List<Registration> walk(SearchCriteria criteria, int limit) {
        List<Registration> met = new ArrayList<>();
        FoundRegistrations page = ledger.registrations().search(criteria, null, limit);
        met.addAll(page.registrations());
        while (page.more()) {
            assertThat(met).as("a walk ends").hasSizeLessThan(1_000);
            page = ledger.registrations()
                    .search(criteria, met.get(met.size() - 1).registrationId(), limit);
            met.addAll(page.registrations());
        }
        return met;
    }

    private static List<UUID> ids(List<Registration> registrations) {
        return registrations.stream().map(Registration::registrationId).toList();
    }

    private static SearchCriteria criteria(
            String account, String device, String cardRef, String issuer, CardStatus status) {
        return new SearchCriteria(CLIENT, account, device, cardRef, null, null, issuer, status, null);
    }

    private static SearchCriteria named(UUID issuerRequestId, String tokenReference, Instant updatedSince) {
        return new SearchCriteria(CLIENT, null, null, null, issuerRequestId, tokenReference, null, null, updatedSince);
    }
}
