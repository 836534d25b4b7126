package io.cardferry.mocks.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.mocks.wire.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which call meets which fault, and what the switchboard says about it. */
class SwitchboardTest {

    private final Faults faults = new Faults();
    private final Switchboard board =
            new Switchboard(faults, List.of("aurora", "borealis", "cumulus", "delta"), List.of("phone-wallet"));

    @Test
    void aFaultMeetsAsManyCallsAsItsTimesSay() throws Exception {
        on("'issuer':'aurora','fault':'unavailable','times':2,'retryAfterSeconds':3");

        assertThat(met("aurora", "a", "c-1")).isEqualTo("unavailable");
        assertThat(listed().at("/0/applied").asInt()).isEqualTo(1);
        assertThat(listed().at("/0/remaining").asInt()).isEqualTo(1);
        assertThat(met("aurora", "a", "c-1")).isEqualTo("unavailable");
        assertThat(met("aurora", "a", "c-1")).isNull();
        assertThat(listed().at("/0/applied").asInt()).isEqualTo(2);
        assertThat(listed().at("/0/remaining").asInt()).isZero();
    }

    @Test
    void withoutTimesItHoldsUntilItIsSwitchedOff() throws Exception {
        String id = on("'issuer':'aurora','fault':'busy'").path("id").asText();

        for (int i = 0; i < 5; i++) {
            assertThat(met("aurora", "a", "c-1")).isEqualTo("busy");
        }
        assertThat(listed().path(0).has("remaining")).isFalse();
        assertThat(board.switchOff("/mock/faults/" + id).status()).isEqualTo(204);
        assertThat(met("aurora", "a", "c-1")).isNull();
    }

    @Test
    void severalFaultsAreASequenceInTheOrderInWhichTheyWereSwitchedOn() throws Exception {
        on("'issuer':'aurora','fault':'unavailable','times':1");
        on("'issuer':'aurora','fault':'accept-and-drop','times':1");

        assertThat(met("aurora", "a", "c-1")).isEqualTo("unavailable");
        assertThat(met("aurora", "a", "c-1")).isEqualTo("accept-and-drop");
        assertThat(met("aurora", "a", "c-1")).isNull();
    }

    @Test
    void aFaultMeetsOnlyTheCallsThatItIsFor() throws Exception {
        on("'issuer':'aurora','fault':'busy','accountId':'acc-1','cardRef':'c-1'");

        assertThat(met("aurora", "acc-1", "c-2")).isNull();
        assertThat(met("aurora", "acc-2", "c-1")).isNull();
        assertThat(met("borealis", "acc-1", "c-1")).isNull();
        assertThat(faults.meet(new MockCall("aurora", Place.INQUIRY, "acc-1", "c-1", true)))
                .isEmpty();
        assertThat(met("aurora", "acc-1", "c-1")).isEqualTo("busy");
    }

    @Test
    void aDuplicateIsWhatTookEffectBefore() throws Exception {
        on("'issuer':'aurora','fault':'duplicate-refused'");

        assertThat(met("aurora", "a", "c-1")).isNull();
        assertThat(faults.meet(new MockCall("aurora", Place.REGISTRATION, "a", "c-1", true)))
                .isPresent();
    }

    @Test
    void ofManyCallsAtOnceExactlyTheTimesMeetIt() throws Exception {
        on("'issuer':'aurora','fault':'busy','times':100");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(threads.submit(() -> met("aurora", "a", "c-1")));
        }

        int busy = 0;
        for (Future<String> call : calls) {
            busy += call.get() == null ? 0 : 1;
        }
        threads.shutdown();

        assertThat(busy).isEqualTo(100);
    }

    @Test
    void whenThereAreTooManyTheSpentOnesGoFirstAndThenNoneComesOn() throws Exception {
        on("'issuer':'aurora','fault':'busy','times':1");
        assertThat(met("aurora", "a", "c-1")).isEqualTo("busy");
        for (int i = 0; i < Faults.MAX_FAULTS; i++) {
            on("'issuer':'aurora','fault':'slow'");
        }

        assertThat(listed()).hasSize(Faults.MAX_FAULTS);
        assertThat(answer("'issuer':'aurora','fault':'slow'").status()).isEqualTo(422);
        assertThat(board.switchOff("/mock/faults").status()).isEqualTo(204);
        assertThat(listed()).isEmpty();
    }

    @Test
    void aFaultThatIsNotOnCannotBeSwitchedOff() {
        assertThat(board.switchOff("/mock/faults/f-9").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'issuer':'aurora'                                          | /fault   | fault is missing",
                "'issuer':'aurora','fault':'sleepy'                         | /fault   | accept-and-hang",
                "'issuer':'nimbus','fault':'slow'                           | /issuer  | aurora, borealis",
                "'source':'nimbus','fault':'slow'                           | /source  | phone-wallet",
                "'source':'phone-wallet','fault':'accept-and-hang'          | /fault   | another-account",
                "'issuer':'aurora','on':'inquiry','fault':'accept-and-hang' | /fault   | hang-unseen",
                "'issuer':'aurora','on':'sunday','fault':'slow'             | /on      | inquiry, registration",
                "'source':'phone-wallet','on':'inquiry','fault':'slow'      | /on      | asked for lists only",
                "'source':'phone-wallet','cardRef':'c-1','fault':'slow'     | /cardRef | as a whole",
                "'issuer':'aurora','fault':'slow','times':0                 | /times   | 1 to 1000000",
                "'issuer':'aurora','fault':'slow','times':'3'               | /times   | whole number",
                "'issuer':'aurora','fault':'slow','times':1.5               | /times   | whole number",
                "'issuer':'aurora','fault':'slow','delayMs':60001           | /delayMs | 0 to 60000",
                "'issuer':'aurora','fault':'busy','delayMs':5               | /delayMs | retryAfterSeconds",
                "'issuer':'aurora','fault':'unauthorized','status':401      | /status  | nothing but times",
                "'issuer':'aurora','fault':'status'                         | /status  | which one",
                "'issuer':'aurora','fault':'status','status':200            | /status  | 300 to 599",
                "'issuer':'aurora','fault':'forgets','times':2              | /times   | until it is switched off",
                "'issuer':'aurora','fault':'processed-later','silence':'x'  | /silence | drop, hang",
                "'issuer':'aurora','fault':'slow','time':3                  | /time    | times",
                "'issuer':7,'fault':'slow'                                  | /issuer  | must be a text",
                "'issuer':'cumulus','fault':'busy'                          | /fault   | connection-lost",
                "'issuer':'cumulus','fault':'redirect'                      | /fault   | half-message",
                "'issuer':'cumulus','fault':'refuses','status':400          | /status  | nothing but times",
                "'issuer':'cumulus','on':'echo','fault':'no-token'          | /fault   | hang-unseen",
                "'issuer':'cumulus','fault':'out-of-order','together':1     | /together | 2 to 1000",
                "'issuer':'delta','fault':'half-message'                    | /fault   | two-answers",
                "'issuer':'delta','fault':'accept-and-drop'                 | /fault   | accept-and-hang",
                "'issuer':'delta','on':'inquiry','fault':'slow'             | /on      | one of registration",
                "'issuer':'delta','fault':'processed-later','silence':'drop' | /silence | delayMs",
                "'issuer':'aurora','on':'echo','fault':'slow'               | /on      | inquiry, registration",
                "'issuer':'aurora','fault':'two-answers'                    | /fault   | another-request",
            })
    void whatCannotBeIsRefusedWithTheFieldAndWhatCanBe(String fault, String pointer, String told) throws Exception {
        Told answer = answer(fault);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        JsonNode error = json(answer).at("/errors/0");
        assertThat(error.path("pointer").asText()).isEqualTo(pointer);
        assertThat(error.path("detail").asText()).contains(told);
    }

    @ParameterizedTest
    @CsvSource({"'{}', 422, name one: an issuer (aurora", "'[]', 422, JSON object", "'{', 400, no JSON"})
    void soIsWhatNamesNobodyOrIsNoFault(String body, int status, String told) throws Exception {
        Told answer = board.switchOn(body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(json(answer).path("detail").asText()).contains(told);
    }

    private JsonNode on(String fault) throws Exception {
        Told answer = answer(fault);
        assertThat(answer.status()).as(answer.content()).isEqualTo(201);
        return json(answer);
    }

    private Told answer(String fault) throws Exception {
        return board.switchOn(("{" + fault + "}").replace("''", "'").replace('\'', '"'));
    }

    private String met(String issuer, String accountId, String cardRef) {
        Optional<FaultProgram> fault = faults.meet(new MockCall(issuer, Place.REGISTRATION, accountId, cardRef, false));
        return fault.map(program -> program.fault().word()).orElse(null);
    }

    private JsonNode listed() throws Exception {
        return json(board.list()).path("faults");
    }

    private static JsonNode json(Told answer) throws Exception {
        return new ObjectMapper().readTree(answer.content());
    }
}
