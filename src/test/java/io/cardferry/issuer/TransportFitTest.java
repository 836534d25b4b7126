package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pack over TCP or JMS whose parts don't fit together is refused at the start, with one line that says what to do. */
class TransportFitTest {

    @TempDir
    Path issuers;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            match-by: ["11", "37"] | match-by: ["11", "38"]  | /transport/match-by/1: "38" is no field that the layout's request 'registration' always has; answers could not be told apart by it; make it required there in layout.yaml, or take another field
            match-by: ["11", "37"] | match-by: ["11", "41"]  | /transport/match-by/1: "41" is no field that the layout's request 'inquiry' always has
            match-by: ["11", "37"] | match-by: ["91", "37"]  | /transport/match-by/0: "91" is in no answer of the layout always; no answer would find its request; make it required there in layout.yaml, or take another field
            match-by: ["11", "37"] | match-by: ["11", "2"]   | /transport/match-by/1: "2" is card data (ISO 8583), and by what answers are matched is kept in clear
            match-by: ["11", "37"] | match-by: ["37"]        | /transport/match-by: has no field that the layout's request 'echo' always has; make one of them required there in layout.yaml, or remove idle-echo
            match-by: ["11", "37"] | match-by: [11]          | /transport/match-by/0: "11" is not the name or number of a field in quotes, 1 to 64 characters; write it in quotes
            match-by: ["11", "37"] | match-by: []            | /transport/match-by: this is not a list of 1 to 4 fields of the layout
            match-by: ["11", "37"] | match-by: ["11", "11"]  | /transport/match-by
            match-by: ["11", "37"] | #                       | /transport: the key 'match-by' is missing; it is a list of 1 to 4 fields of the layout
            echo: echo.jslt        | #                       | /transport/idle-echo: needs mapping.echo, which makes the echo message
            echo: echo.jslt        | echo: no.jslt           | /mapping/echo: there is no file
            idle-echo: 30s         | #                       | /mapping/echo: is of use with transport tcp and its key 'idle-echo' only; remove it
            idle-echo: 30s         | idle-echo: 500ms        | /transport/idle-echo: 500ms is out of range; it is from 1s to 1h
            inquiry: inquiry.jslt  | #                       | /inquiry: is a message over this transport; mapping.inquiry makes it, and is missing
            inquiry:\\n            | other:\\n               | the key "other" is unknown
            not-before: 10s        | method: GET             | /inquiry: the key "method" is unknown
            url: tcp:              | url: http:              | /transport/url: "http://127.0.0.1:18081" is not tcp://host:port or tls://host:port
            url: tcp://127.0.0.1:18081 | url: tcp://bank     | /transport/url: "tcp://bank" is not tcp://host:port or tls://host:port
            url: tcp://            | url: tcp://me:canary@   | /transport/url: the URL holds a user or password; remove it
            bytes: 2               | bytes: 3                | /transport/length-header/bytes: "3" is not allowed; allowed is 2, 4
            connections: 1         | connections: 17         | /transport/connections: "17" is not a whole number from 1 to 16
            connections: 1         | authentication: {type: basic} | /transport/authentication: the key "type" is unknown
            connections: 1         | authentication: {client-certificate: true} | /transport/authentication:
            connections: 1         | request: {method: POST} | /transport: the key "request" is unknown
            repeat: never          | repeat: never\\nanswers: {"409": decided} | /answers: is about HTTP statuses, and this transport has none; remove it
            """)
    void aMistakeOverTcpIsNamed(String from, String to, String message) {
        edit(LayoutPacks.copyOf("cumulus", issuers).resolve("issuer.yaml"), unescaped(from), unescaped(to));

        assertThat(problems())
                .contains("cumulus/issuer.yaml: ")
                .contains(message)
                .doesNotContain("canary");
    }

    @Test
    void anEchoThatTheLayoutDoesNotHaveIsNamed() {
        edit(LayoutPacks.copyOf("cumulus", issuers).resolve("layout.yaml"), "  echo: {", "  #echo: {");

        assertThat(problems())
                .contains("/mapping/echo: the layout has no request 'echo'; describe it there or remove this");
    }

    @Test
    void anInquiryThatNothingSaysWhenToMakeIsNamed() {
        Path file = LayoutPacks.copyOf("cumulus", issuers).resolve("issuer.yaml");
        edit(file, "\ninquiry:\n", "\n#inquiry:\n");
        edit(file, "  not-before: 10s", "  #not-before: 10s");

        assertThat(problems())
                .contains(
                        "/mapping/inquiry: is of no use without the key 'inquiry', which says when the issuer is asked");
    }

    @Test
    void textWithoutFieldsGoesNotOverTcp() {
        Path file = PackFixture.copyOfAurora(issuers, "aurora").resolve("issuer.yaml");
        edit(file, "type: http", "type: tcp\n  match-by: [\"requestId\"]");
        edit(file, "url: http://127.0.0.1:18080/aurora", "url: tcp://127.0.0.1:18081");
        edit(file, "  request:\n    method: POST\n    path: /card-registrations\n    headers:\n", "  #");
        edit(file, "      Idempotency-Key", "#");
        edit(file, "      X-Correlation-Id", "#");
        edit(file, "answers: {}", "");
        edit(file, "inquiry:\n  method: GET\n  path: /card-registrations/{requestId}\n  not-before: 0s", "");

        assertThat(problems())
                .contains(
                        "/format: \"json\" has no fields to match answers by; over tcp it is fixed-length or iso8583");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            delta.cardreg.reply    | delta.cardreg.request  | /transport/reply-queue: is the request queue; the hub would take its own requests
            reply-queue: delta.cardreg.reply | #            | /transport: the key 'reply-queue' is missing; it is the name of a queue
            delta.cardreg.request  | "a b"                  | /transport/request-queue: "a b" is not the name of a queue: 1 to 255 letters, digits
            response-timeout: 5s   | response-timeout: 0s   | /transport/response-timeout: 0s is out of range; it is from 1ms to 5m
            connect-timeout: 2s    | connect-timeout: 2s\\n  match-by: ["requestId"] | /transport: the key "match-by" is unknown
            connect-timeout: 2s    | connect-timeout: 2s\\n  url: http://bank | /transport/url: is not tcp://host:port, ssl://host:port, or failover:(those, with commas)
            connect-timeout: 2s    | connect-timeout: 2s\\n  url: tcp://me:canary@bank:61616 | /transport/url: is not tcp://host:port
            connect-timeout: 2s    | connect-timeout: 2s\\n  authentication: {type: bearer} | /transport/authentication/type: "bearer" is not allowed; allowed is none, basic
            connect-timeout: 2s    | connect-timeout: 2s\\n  authentication: {type: basic} | /transport/authentication: is for a broker of the issuer's own, and there is no url; at the hub's broker cardferry.jms.user and cardferry.jms.password count
            connect-timeout: 2s    | connect-timeout: 2s\\n  url: tcp://bank:61616\\n  authentication: {type: basic} | /transport/authentication: "basic" needs cardferry.issuers.delta.authentication.user and
            connect-timeout: 2s    | connect-timeout: 2s\\n  idle-echo: 30s | /transport: the key "idle-echo" is unknown
            answer: answer.jslt    | answer: answer.jslt\\n  echo: answer.jslt | /mapping/echo: is of use with transport tcp and its key 'idle-echo' only; remove it
            repeat: never          | repeat: never\\ninquiry: {not-before: 1s} | /inquiry: is a message over this transport; mapping.inquiry makes it, and is missing
            repeat: never          | repeat: never\\nanswers: {"409": decided} | /answers: is about HTTP statuses, and this transport has none; remove it
            protection: jwe        | protection: none       | /protection: has to be "jwe": the hub opens these cards, and a clear card number must not lie on a broker's queue
            delta.cardreg.reply    | cardferry.registrations | /transport/reply-queue: "cardferry.registrations" is a name of the hub's own queues (cardferry.…); name another one
            delta.cardreg.request  | cardferry.dead-letters | /transport/request-queue: "cardferry.dead-letters" is a name of the hub's own queues
            encryption-key: mock-key.jwk | #                | /protection: "jwe" needs the issuer's public key, and cardferry.issuers.delta.encryption-key is not set; set it to the JWK file
            """)
    void aMistakeOverJmsIsNamed(String from, String to, String message) {
        edit(LayoutPacks.copyOf("delta", issuers).resolve("issuer.yaml"), unescaped(from), unescaped(to));

        assertThat(problems()).contains("delta/issuer.yaml: ").contains(message).doesNotContain("canary");
    }

    /** Nothing would tell an answer to it from one to an earlier question, or to the registration. */
    @Test
    void recordsWithoutANumberOfTheirOwnDoNotAskOverTcp() {
        Path folder = LayoutPacks.copyOf("delta", issuers);
        AskableDelta.in(folder);
        Path file = folder.resolve("issuer.yaml");
        edit(
                file,
                "type: jms",
                "type: tcp\n  url: tcp://bank:1\n  match-by: [\"requestId\"]\n  length-header: {bytes: 2, counts-itself: false}\n  connections: 1 #");
        edit(file, "  request-queue", "  #");
        edit(file, "  reply-queue", "  #");

        assertThat(problems())
                .isEqualTo(
                        file + ": /mapping/inquiry: over tcp an answer is told from an earlier one by its message's own"
                                + " number, and \"fixed-length\" has none; remove this and 'inquiry', or use iso8583");
    }

    @Test
    void aBrokersAddressThatIsNoneIsOneMistakeAndNotTwo() {
        edit(
                LayoutPacks.copyOf("delta", issuers).resolve("issuer.yaml"),
                "connect-timeout: 2s",
                "connect-timeout: 2s\n  url: amqp://bank\n  authentication: {type: basic}");

        assertThat(problems())
                .contains("/transport/url: is not tcp://host:port")
                .doesNotContain("there is no url");
    }

    private String problems() {
        return catchThrowableOfType(PackException.class, () -> PackLoader.load(issuers, PackOverrides.NONE))
                .getMessage();
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n");
    }
}
