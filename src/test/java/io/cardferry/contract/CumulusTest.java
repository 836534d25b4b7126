package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.CumulusLine.Call;
import io.cardferry.postgres.Once;
import io.cardferry.security.CardSeal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Cumulus, as contract section 4 writes it: what is on the wire, and what an answer comes to.
 * {@link CumulusLateTest} has what comes too late.
 */
@Once
class CumulusTest {

    private static final int IN_FLIGHT = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CumulusHost HOST = new CumulusHost();

    @RegisterExtension
    static final HubFixture HUB = new HubFixture()
            .with("cardferry.issuers.cumulus.url", HOST.url())
            .with("cardferry.delivery.poll-interval", "100ms")
            // Nothing here waits for it.
            .with("cardferry.issuers.cumulus.response-timeout", "50s")
            .with("cardferry.issuers.cumulus.inquiry.not-before", "0s")
            .with("cardferry.issuers.cumulus.retry.first-delay", "100ms")
            .with("cardferry.issuers.cumulus.retry.max-delay", "300ms")
            .with("cardferry.issuers.cumulus.retry.max-attempts", "1000");

    private final String account = anAccount();

    @AfterAll
    static void close() {
        HOST.close();
    }

    @Test
    void theRegistrationIsByteForByteAsTheContractWritesIt() {
        String before = now();

        JsonNode card = registered();

        String id = card.path("issuerRequestId").asText();
        Call call = only(HOST.registrations(account));
        String tags = "01036" + id + "02002TV" + "03014Living room TV" + "04005tv-77" + "05040" + account
                + "0601150110030273";
        assertThat(account).hasSize(40);
        assertThat(call.text())
                .isEqualTo("0300" + "C224000008810000" + "0000002008000000" + "16" + CumulusHost.PAN + call.at()
                        + call.stan() + "2904" + endOf(id) + "tv-77   " + "%03d".formatted(tags.length()) + tags + "1"
                        + "07CARDREG");
        assertThat(call.at()).isBetween(before, now());
        assertThat(call.stan()).matches("[0-9]{6}").isNotEqualTo("000000");
        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("tokenReference").asText()).isEqualTo(CumulusHost.token(id));
    }

    @Test
    void theTerminalIsTheEndOfTheDeviceIdAndANameThatIsNotThereHasNoTag() {
        CumulusHost.lists(HUB, account);
        JsonNode card = HUB.register(all(account)
                        .replace("\"tv-77\"", "\"the-phone-of-Zoe\"")
                        .replace("\"TV\"", "\"PHONE\"")
                        .replace(",\"name\":\"Living room TV\"", ""))
                .at("/cards/0");

        String tags = "01036" + card.path("issuerRequestId").asText() + "02005PHONE" + "04016the-phone-of-Zoe" + "05040"
                + account + "0601150110030273";
        assertThat(only(HOST.registrations(account)).text())
                .endsWith("e-of-Zoe" + "%03d".formatted(tags.length()) + tags + "1" + "07CARDREG");
    }

    @Test
    void theInquiryIsByteForByteAsTheContractWritesIt() {
        HOST.behave(account, call -> {
            if (call.isRegistration()) {
                call.answer("91", "");
            } else {
                call.answer("05", "");
            }
        });

        JsonNode card = registered();

        String id = card.path("issuerRequestId").asText();
        Call asked = only(HOST.inquiries(account));
        assertThat(asked.text())
                .isEqualTo("0300" + "8220000008010000" + "0000002008000000" + asked.at() + asked.stan() + endOf(id)
                        + "041" + "01036" + id + "5" + "07CARDREG");
        assertThat(asked.stan())
                .matches("[0-9]{6}")
                .isNotEqualTo(only(HOST.registrations(account)).stan());
        assertThat(card.path("status").asText()).isEqualTo("DECLINED");
        assertThat(card.at("/reason/detail").asText()).isEqualTo("05");
    }

    @Test
    void sixtyFourAtOnceOnOneConnectionAreEachAnsweredInWhateverOrder() {
        List<Call> held = Collections.synchronizedList(new ArrayList<>());
        CardSeal seal = HubOpenedPacks.sealFor(HUB);
        Map<String, String> begun = new LinkedHashMap<>();
        for (int i = 0; i < IN_FLIGHT; i++) {
            String each = anAccount();
            HOST.behave(each, held::add);
            CumulusHost.lists(HUB, seal, each, CumulusHost.PAN);
            begun.put(each, HUB.begin(all(each)));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> held.size() == IN_FLIGHT);
        assertThat(held).extracting(Call::line).containsOnly(held.get(0).line());
        assertThat(held).extracting(Call::stan).doesNotHaveDuplicates();

        Collections.shuffle(held, new Random(7));
        for (int i = 0; i < IN_FLIGHT; i++) {
            Call call = held.get(i);
            call.answer(i % 2 == 0 ? "00" : "05", i % 2 == 0 ? "tok-" + call.account() : "");
        }

        for (int i = 0; i < IN_FLIGHT; i++) {
            Call call = held.get(i);
            JsonNode card = HUB.awaitCard(begun.get(call.account()), i % 2 == 0 ? "APPROVED" : "DECLINED");
            assertThat(card.path("issuerRequestId").asText()).isEqualTo(call.requestId());
            assertThat(card.path("tokenReference").asText("")).isEqualTo(i % 2 == 0 ? "tok-" + call.account() : "");
            assertThat(card.path("attempts").asInt()).isEqualTo(1);
        }
    }

    @Test
    void eachResponseCodeIsWhatTheContractSaysOfIt() {
        assertThat(endAfter("05")).isEqualTo("DECLINED issuer-declined 05");
        assertThat(endAfter("78")).isEqualTo("DECLINED issuer-declined 78");
        assertThat(endAfter("85")).isEqualTo("VERIFICATION_REQUIRED  ");
        assertThat(endAfter("30")).startsWith("DEAD_LETTERED issuer-refused-message");
    }

    static Stream<Named<Consumer<Call>>> doubts() {
        return Stream.of(
                named("91", call -> call.answer("91", "")),
                named("a code that is not listed", call -> call.answer("99", "")),
                named("25, which only an inquiry can be answered", call -> call.answer("25", "")),
                named("an approval without a token", call -> call.answer("00", "")),
                named(
                        "another request's id",
                        call -> call.line().send(call.with("00000000-0000-7000-8000-000000000000", "00", "tok"))),
                named("the connection lost before it", call -> call.line().cut()),
                named("the connection lost in its middle", call -> {
                    call.line().sendHalf(call.with("00", "tok"));
                    call.line().cut();
                }),
                named("a length that no message has", call -> {
                    byte[] answer = call.with("00", "tok");
                    answer[0] = (byte) 0xFF;
                    call.line().send(answer);
                }),
                named("a length that is too short", call -> {
                    byte[] answer = call.with("00", "tok");
                    answer[1] = 30;
                    call.line().send(answer);
                }));
    }

    /** Cumulus has registered the card each time. */
    @ParameterizedTest
    @MethodSource("doubts")
    void anAnswerThatSaysNothingLeavesADoubtAndCumulusIsAsked(Consumer<Call> answer) {
        HOST.behave(account, call -> {
            if (call.isRegistration()) {
                HOST.takeEffect(call);
                answer.accept(call);
            } else {
                HOST.tell(call);
            }
        });

        JsonNode registration = registration();

        JsonNode card = registration.at("/cards/0");
        String id = card.path("issuerRequestId").asText();
        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("tokenReference").asText()).isEqualTo(CumulusHost.token(id));
        assertThat(card.path("attempts").asInt()).isEqualTo(1);
        assertThat(HOST.registrations(account)).hasSize(1);
        assertThat(HOST.inquiries(account)).hasSize(1);
        assertThat(each(history(registration), "to")).containsSubsequence("IN_DOUBT", "APPROVED");
    }

    @Test
    void onlyADecisionOrANeverSeenEndsADoubt() {
        List<Consumer<Call>> saysNothing = List.of(
                asked -> asked.answer("91", ""),
                asked -> asked.answer("30", ""),
                asked -> asked.answer("99", ""),
                asked -> asked.answer("00", ""),
                asked -> asked.line().send(asked.with("00000000-0000-7000-8000-000000000000", "25", "")),
                asked -> asked.line().cut());
        HOST.behave(account, call -> {
            int asked = HOST.inquiries(account).size();
            if (call.isRegistration()) {
                HOST.takeEffect(call);
                call.line().cut();
            } else if (asked <= saysNothing.size()) {
                saysNothing.get(asked - 1).accept(call);
            } else {
                HOST.tell(call);
            }
        });

        JsonNode card = registered();

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(HOST.registrations(account)).hasSize(1);
        assertThat(HOST.inquiries(account)).hasSize(saysNothing.size() + 1);
        assertThat(HOST.inquiries(account)).extracting(Call::stan).doesNotHaveDuplicates();
    }

    @Test
    void whatItNeverSawIsSentAgainByteForByteAndUnderItsNumber() {
        HOST.behave(account, call -> {
            if (call.isRegistration() && HOST.registrations(account).size() == 1) {
                call.line().cut();
            } else {
                HOST.serve(call);
            }
        });

        JsonNode card = registered();

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("attempts").asInt()).isEqualTo(2);
        List<Call> sent = HOST.registrations(account);
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).text()).isEqualTo(sent.get(0).text());
        assertThat(HOST.inquiries(account)).hasSize(1);
        assertThat(HOST.calls().indexOf(HOST.inquiries(account).get(0)))
                .isBetween(HOST.calls().indexOf(sent.get(0)), HOST.calls().lastIndexOf(sent.get(1)));
        assertThat(HOST.effects(card.path("issuerRequestId").asText())).isEqualTo(1);
    }

    @Test
    void anAnswerToNobodyChangesNothingEvenIfItNamesTheRequest() {
        HOST.behave(account, call -> {
            Call another = new Call(
                    "", "", call.at(), nextAfter(call.stan()), call.reference(), call.requestId(), "", call.line());
            another.answer("05", "");
            call.line().send(another.with("00000000-0000-7000-8000-000000000000", "05", ""));
            call.line().send(CumulusLine.framed("rubbish"));
            // An answer that ends behind its type.
            call.line().send(CumulusLine.framed("0310"));
            HOST.approve(call);
        });
        double unmatched = counted("unmatched");
        double unreadable = counted("unreadable");

        JsonNode registration = registration();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> counted("unmatched") >= unmatched + 3 && counted("unreadable") >= unreadable + 1);

        assertThat(registration.at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(HOST.inquiries(account)).isEmpty();
        assertThat(each(HUB.history(registration.path("registrationId").asText()), "event"))
                .doesNotContain("answer-contradicted", "late-answer");
    }

    /** Answers of Cumulus' so far. */
    private static double counted(String kind) {
        String name = "cardferry_issuer_answers_" + kind + "_total{issuer=\"cumulus\"} ";
        return HUB.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    @Test
    void twoAnswersAreOneDecisionAndAnEntryMore() {
        HOST.behave(account, call -> {
            HOST.approve(call);
            call.answer("00", CumulusHost.token(call.requestId()));
        });

        JsonNode registration = registration();

        awaitEvent(registration, "answer-repeated");
        assertThat(HUB.resource(registration.path("registrationId").asText())
                        .at("/cards/0/status")
                        .asText())
                .isEqualTo("APPROVED");
    }

    @Test
    void ofTwoDecisionsTheFirstStandsAndAPersonIsTold() {
        assertThat(endAfterTwo("00", "05")).isEqualTo("APPROVED");
        assertThat(endAfterTwo("05", "00")).isEqualTo("DECLINED");
    }

    private String endAfterTwo(String first, String second) {
        String each = anAccount();
        HOST.behave(each, call -> {
            call.answer(first, "tok-1");
            call.answer(second, "tok-1");
        });
        Logger logger = (Logger) LoggerFactory.getLogger("io.cardferry.registration.ledger");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            JsonNode registration = registration(each);
            awaitEvent(registration, "answer-contradicted");
            JsonNode card =
                    HUB.resource(registration.path("registrationId").asText()).at("/cards/0");
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.startsWith("ALARM")
                            && line.contains(card.path("issuerRequestId").asText()));
            return card.path("status").asText();
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void whileItIsDownNothingIsSentAndADoubtStays() {
        String inDoubt = anAccount();
        HOST.behave(inDoubt, call -> {
            HOST.takeEffect(call);
            HOST.goDown();
        });
        CumulusHost.lists(HUB, inDoubt);
        CumulusHost.lists(HUB, account);
        String doubtful = HUB.begin(all(inDoubt));
        String waiting;
        try {
            HUB.awaitCard(doubtful, "IN_DOUBT");
            HOST.behave(inDoubt, HOST::serve);
            waiting = HUB.begin(all(account));
            JsonNode card = HUB.awaitCard(waiting, "RETRY_SCHEDULED");
            assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-unreachable");
            assertThat(card.path("inDoubt").asBoolean()).isFalse();
            // It could not be asked.
            awaitEvent(HUB.resource(doubtful), "inquiry-ended");
            assertThat(HUB.resource(doubtful).at("/cards/0/status").asText()).isEqualTo("IN_DOUBT");
        } finally {
            HOST.comeBack();
        }

        HUB.awaitCard(waiting, "APPROVED");
        HUB.awaitCard(doubtful, "APPROVED");
        assertThat(HOST.registrations(account)).hasSize(1);
        assertThat(HOST.inquiries(account)).isEmpty();
        assertThat(HOST.registrations(inDoubt)).hasSize(1);
    }

    private String endAfter(String code) {
        String each = anAccount();
        HOST.behave(each, call -> call.answer(code, ""));
        JsonNode card = registration(each).at("/cards/0");
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        return card.path("status").asText() + " " + card.at("/reason/code").asText("") + " "
                + card.at("/reason/detail").asText("");
    }

    private JsonNode registered() {
        return registration().at("/cards/0");
    }

    private JsonNode registration() {
        return registration(account);
    }

    /** The registration of the account's one card, once that is settled. */
    private static JsonNode registration(String account) {
        CumulusHost.lists(HUB, account);
        return HUB.register(all(account));
    }

    private static JsonNode history(JsonNode registration) {
        return HUB.history(registration.path("registrationId").asText());
    }

    private static void awaitEvent(JsonNode registration, String event) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> each(history(registration), "event").contains(event));
    }

    private static Call only(List<Call> calls) {
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    /** Field 37 of a request. */
    private static String endOf(String requestId) {
        return requestId.replace("-", "").substring(20).toUpperCase(Locale.ROOT);
    }

    private static String nextAfter(String stan) {
        return "%06d".formatted(Integer.parseInt(stan) % 999_999 + 1);
    }

    /** As field 7 has it. */
    private static String now() {
        return LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("MMddHHmmss"));
    }
}
