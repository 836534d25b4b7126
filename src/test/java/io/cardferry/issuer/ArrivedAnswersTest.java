package io.cardferry.issuer;

import static io.cardferry.registration.ledger.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.Submission;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerFixture;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.security.OpenedCard;
import io.cardferry.security.Pan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose an answer is that nobody waits for, and what it says: with messages of cumulus and delta, and a real ledger. */
class ArrivedAnswersTest {

    private static final IssuerPack CUMULUS = LayoutPacks.pack("cumulus");
    private static final IssuerPack DELTA = LayoutPacks.pack("delta");
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final List<String> unmatched = new ArrayList<>();
    private final MessageRenderer renderer = new MessageRenderer();
    private final SendingTime sending = new SendingTime(Duration.ofSeconds(30));
    private LedgerFixture fixture;
    private Ledger ledger;
    private TraceNumbers numbers;
    private CardSubmission submissions;
    private CardFollowUp followUps;
    private LateAnswers late;
    private CardOutcome outcomes;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        ledger = fixture.ledger;
        numbers = new TraceNumbers(ledger.traceNumbers()::take, Clock.systemUTC(), System::nanoTime);
        submissions = submissions(numbers);
        PacksInForce packs = new PacksInForce(List.of(CUMULUS, DELTA));
        followUps = new CardFollowUp(packs, renderer, ledger, PackFixture.REQUESTOR_ID, sending, numbers);
        late = new LateAnswers(
                ledger, new AnswerReader(Clock.systemUTC()), new UnmatchedAnswers(unmatched::add, System::nanoTime));
        outcomes = new CardOutcome(ledger);
    }

    private CardSubmission submissions(TraceNumbers itsNumbers) {
        return new CardSubmission(renderer, ledger, PackFixture.REQUESTOR_ID, sending, itsNumbers);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void eachMessageOfANumberedFormatHasTheNextNumberAndAQuestionOneOfItsOwn() {
        Dispatch first = sent(CUMULUS);
        Dispatch second = sent(CUMULUS);
        Dispatch question = followUps.makeInquiry(new DueCard(first.card(), DueCard.Action.INQUIRE));

        assertThat(List.of(first, second, question))
                .extracting(dispatch -> dispatch.message().matchedBy().get("11"))
                .containsExactly("000001", "000002", "000003");
        assertThat(question.message().matchedBy().get("37"))
                .isEqualTo(first.message().matchedBy().get("37"));
        assertThat(sent(DELTA).message().matchedBy()).isEmpty();
    }

    @Test
    void aRepeatHasTheNumberOfTheFirstAttempt() {
        Dispatch first = sent(CUMULUS);

        Dispatch again = followUps.openMessage(new DueCard(first.card(), DueCard.Action.SEND_AGAIN));

        assertThat(again.message()).isEqualTo(first.message());
    }

    @Test
    void withoutANumberNothingIsRecordedAndTheCardStaysAsItIs() {
        CardSubmission withoutNumbers = submissions(new TraceNumbers(
                (issuer, wanted) -> CompletableFuture.failedFuture(new LedgerUnavailableException("away", null)),
                Clock.systemUTC(),
                System::nanoTime));
        CardRegistration found = found(CUMULUS);

        assertThatThrownBy(() -> withoutNumbers.render(opened(found, CUMULUS)))
                .isInstanceOf(LedgerUnavailableException.class);

        assertThat(ledger.cards().cardOfRequest(found.issuerRequestId())).contains(found);
    }

    @Test
    void anAnswerIsTheCardsThatItNames() {
        Dispatch sent = sent(CUMULUS);

        assertThat(unclaimed(CUMULUS, answer(sent, "00", "tok-1")))
                .contains(new LateAnswer(sent.card(), Outcome.approved("tok-1"), true));
        assertThat(unmatched).isEmpty();
    }

    @Test
    void anAnswerWithAnotherNumberIsNotTheAnswerToTheRegistration() {
        Dispatch sent = sent(CUMULUS);
        Dispatch question = followUps.makeInquiry(new DueCard(sent.card(), DueCard.Action.INQUIRE));
        Map<String, String> key = sent.message().matchedBy();
        UUID id = sent.card().issuerRequestId();

        assertThat(unclaimed(CUMULUS, answer(question, "00", "tok-1"))).isEmpty();
        assertThat(unclaimed(CUMULUS, answer(key.get("11"), "ANOTHER12345", id, "00", "tok-1")))
                .isEmpty();
        assertThat(unmatched).containsExactly("cumulus", "cumulus");
    }

    @Test
    void whatNamesNoRequestOfItsIssuersOrNoneThatWasSentIsTold() {
        Dispatch sent = sent(CUMULUS);
        CardRegistration pending = found(CUMULUS);
        Dispatch ofAnother = sent(DELTA);

        assertThat(unclaimed(CUMULUS, new byte[] {1, 2, 3})).isEmpty();
        assertThat(unclaimed(CUMULUS, answer("000001", "ABCDEFABCDEF", UUID.randomUUID(), "00", "tok")))
                .isEmpty();
        assertThat(unclaimed(CUMULUS, answer("000001", "ABCDEFABCDEF", pending.issuerRequestId(), "00", "tok")))
                .as("it was never sent")
                .isEmpty();
        assertThat(unclaimed(
                        CUMULUS,
                        answer("000001", "ABCDEFABCDEF", ofAnother.card().issuerRequestId(), "00", "tok")))
                .as("another issuer's card")
                .isEmpty();
        assertThat(unclaimed(DELTA, reply(sent.card().issuerRequestId(), "00", "tok")))
                .as("another issuer's card")
                .isEmpty();
        assertThat(unmatched).containsExactly("cumulus", "cumulus", "cumulus", "cumulus", "delta");
        assertThat(status(sent.card())).isEqualTo(CardStatus.SUBMITTING);
    }

    @Test
    void aReplyWithoutFieldsToMatchByIsTheCardsThatItNames() {
        Dispatch sent = sent(DELTA);

        assertThat(unclaimed(DELTA, reply(sent.card().issuerRequestId(), "05", "")))
                .get()
                .returns(sent.card(), LateAnswer::card)
                .returns(OutcomeClass.DECIDED, answer -> answer.outcome().outcomeClass());
    }

    @Test
    void aSecondDecisionAboutADecidedCardIsComparedByTheNumbersThatAreKeptForIt() {
        Dispatch sent = sent(CUMULUS);
        Dispatch question = followUps.makeInquiry(new DueCard(sent.card(), DueCard.Action.INQUIRE));
        record(ArrivedAnswer.late(sent, answer(sent, "00", "tok-1")));

        record(ArrivedAnswer.unclaimed(CUMULUS, answer(question, "05", "")));
        assertThat(unmatched).as("the answer to a question").containsExactly("cumulus");
        assertThat(events(sent.card())).doesNotContain("answer-contradicted");

        record(ArrivedAnswer.unclaimed(CUMULUS, answer(sent, "00", "tok-1")));
        record(ArrivedAnswer.unclaimed(CUMULUS, answer(sent, "05", "")));
        assertThat(unmatched).hasSize(1);
        assertThat(events(sent.card())).endsWith("answer-repeated", "answer-contradicted");
        assertThat(status(sent.card())).isEqualTo(CardStatus.APPROVED);
    }

    @Test
    void theNumbersOfACardThatWasSentBeforeTheLedgerKeptThemAreThoseOfItsMessage() {
        Dispatch sent = sent(CUMULUS);
        forgetNumbers();
        String another = "999999";
        String reference = sent.message().matchedBy().get("37");
        UUID id = sent.card().issuerRequestId();

        assertThat(unclaimed(CUMULUS, answer(another, reference, id, "00", "tok-1")))
                .isEmpty();
        assertThat(unclaimed(CUMULUS, answer(sent, "00", "tok-1"))).isPresent();

        record(ArrivedAnswer.late(sent, answer(sent, "00", "tok-1")));
        assertThat(unclaimed(CUMULUS, answer(sent, "05", "")))
                .as("decided, and nothing is left to compare")
                .isEmpty();
    }

    @Test
    void whereItsKeptMessageCanNotBeOpenedTheRequestIdHasToDo() {
        Dispatch sent = sent(CUMULUS);
        forgetNumbers();
        fixture.jdbc().update("UPDATE card_registration SET message_sealed = 'of a key that is gone'");

        record(ArrivedAnswer.unclaimed(CUMULUS, answer(sent, "00", "tok-1")));

        assertThat(status(sent.card())).isEqualTo(CardStatus.APPROVED);
    }

    @Test
    void overJmsTheRequestIdHasToDoAndNoMessageIsOpened() {
        Dispatch sent = sent(DELTA);
        fixture.jdbc().update("UPDATE card_registration SET message_sealed = 'of a key that is gone'");

        record(ArrivedAnswer.unclaimed(DELTA, reply(sent.card().issuerRequestId(), "00", "tok-1")));

        assertThat(status(sent.card())).isEqualTo(CardStatus.APPROVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cumulus", "delta"})
    void aDecisionUnderARequestIdThatWasRefreshedSinceIsThatCardsAndTooLate(String issuer) {
        IssuerPack pack = LayoutPacks.pack(issuer);
        Dispatch sent = sent(pack);
        UUID id = sent.card().issuerRequestId();
        get(ledger.cards().recordOutcome(sent.card(), Outcome.refused("30"), SOON));
        UUID dead = ledger.deadLetters()
                .newest(DeadLetterCriteria.ANY, null, 1)
                .deadLetters()
                .get(0)
                .deadLetterId();
        CardRegistration refreshed = get(ledger.deadLetters().refresh(dead, "read anew", selected(pack)))
                .card();
        Dispatch again = submissions.recordIntent(submissions.render(opened(refreshed, pack)));

        record(ArrivedAnswer.unclaimed(pack, pack == DELTA ? reply(id, "00", "tok") : answer(sent, "00", "tok")));

        assertThat(unmatched).isEmpty();
        assertThat(events(sent.card())).endsWith("late-answer");
        assertThat(ledger.cards().cardOfRequest(refreshed.issuerRequestId())).contains(again.card());
    }

    /** As if its intent had been committed by a hub that did not keep them yet. */
    private void forgetNumbers() {
        fixture.jdbc().update("UPDATE card_registration SET matched_by = NULL");
    }

    @Test
    void aLateAnswerToAMessageThatTheHubRemembersIsReadAsThatMessagesAnswer() {
        Dispatch sent = sent(CUMULUS);

        assertThat(late.read(ArrivedAnswer.late(sent, answer(sent, "30", ""))))
                .get()
                .returns(false, LateAnswer::mayEndAttempt)
                .returns(OutcomeClass.REFUSED, answer -> answer.outcome().outcomeClass());
    }

    @Test
    void aLateAnswerToAQuestionSettlesTheCardIfItIsADecisionAndIsNeverBelievedThatItWasNeverSeen() {
        Dispatch sent = sent(CUMULUS);
        CardRegistration doubted =
                get(ledger.cards().recordOutcome(sent.card(), Outcome.unknown("timeout"), Duration.ofSeconds(5)));
        Dispatch question = followUps.makeInquiry(new DueCard(doubted, DueCard.Action.INQUIRE));

        record(ArrivedAnswer.late(question, answer(question, "25", "")));
        assertThat(status(sent.card())).isEqualTo(CardStatus.IN_DOUBT);

        record(ArrivedAnswer.late(question, answer(question, "00", "tok-1")));
        assertThat(status(sent.card())).isEqualTo(CardStatus.APPROVED);
    }

    @Test
    void asLongAsTheExchangeItselfIsNotRecordedItIsTooEarlyForAnotherAnswerToIt() {
        Dispatch sent = sent(CUMULUS);
        ArrivedAnswer second = ArrivedAnswer.late(sent, answer(sent, "05", ""));
        assertThat(late.isTooEarly(second)).isTrue();

        get(ledger.cards().recordOutcome(sent.card(), Outcome.approved("tok-1"), Duration.ofSeconds(1)));

        assertThat(late.isTooEarly(second)).isFalse();
        assertThat(late.isTooEarly(ArrivedAnswer.unclaimed(CUMULUS, second.answer())))
                .isFalse();
    }

    @Test
    void aTokenThatIsTheCardsOwnNumberIsNotKeptFromALateAnswerEither() {
        Dispatch sent = sent(CUMULUS);

        record(ArrivedAnswer.unclaimed(CUMULUS, answer(sent, "00", "4111111111111111")));

        assertThat(ledger.cards().cardOfRequest(sent.card().issuerRequestId()).orElseThrow())
                .returns(CardStatus.IN_DOUBT, CardRegistration::status)
                .returns(null, CardRegistration::tokenReference);
    }

    private Optional<LateAnswer> unclaimed(IssuerPack pack, byte[] answer) {
        return late.read(ArrivedAnswer.unclaimed(pack, answer));
    }

    private void record(ArrivedAnswer arrived) {
        late.read(arrived).ifPresent(outcomes::recordLate);
    }

    private CardStatus status(CardRegistration card) {
        return ledger.cards()
                .cardOfRequest(card.issuerRequestId())
                .orElseThrow()
                .status();
    }

    private Dispatch sent(IssuerPack pack) {
        CardRegistration found = found(pack);
        return submissions.recordIntent(submissions.render(opened(found, pack)));
    }

    private OpenedSubmission opened(CardRegistration card, IssuerPack pack) {
        Submission submission = ledger.cards().submission(card);
        OpenedCard content = new OpenedCard(new Pan("4111111111111111"), "2029-04", "acc-1", card.cardRef());
        return new OpenedSubmission(submission, pack, Optional.of(content));
    }

    private CardRegistration found(IssuerPack pack) {
        Registration registration = fixture.accepted(
                LedgerFixture.request("acc-" + UUID.randomUUID().toString().substring(0, 8), "tv-77", false));
        return fixture.discovered(registration, selected(pack)).toSend().get(0).card();
    }

    private static SelectedCard selected(IssuerPack pack) {
        DiscoveredCard card = new DiscoveredCard(
                "phone-wallet", "c-1", pack.id(), null, "1111", "VISA", "2029-04", "ACTIVE", null, null, "s", null);
        return new SelectedCard("c-1", card, pack.id(), List.of("phone-wallet/c-1"), null);
    }

    private List<String> events(CardRegistration card) {
        return ledger.registrations().history(card.registrationId()).stream()
                .map(HistoryEntry::event)
                .toList();
    }

    private static byte[] answer(Dispatch to, String code, String token) {
        Map<String, String> key = to.message().matchedBy();
        return answer(key.get("11"), key.get("37"), to.card().issuerRequestId(), code, token);
    }

    /** As cumulus answers. */
    private static byte[] answer(String stan, String reference, UUID requestId, String code, String token) {
        String tags = "01036" + requestId + (token.isEmpty() ? "" : String.format("10%03d%s", token.length(), token));
        return ascii("0310022000000A010000" + "1122101500" + stan + reference + code
                + String.format("%03d%s", tags.length(), tags));
    }

    /** As delta answers. */
    private static byte[] reply(UUID requestId, String code, String token) {
        return ascii(String.format("%-100s", String.format("CRSP%s%s%-36s", requestId, code, token)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
