package io.cardferry.contract;

import static io.cardferry.contract.Json.json;

import io.cardferry.contract.StubServer.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** Two issuers that nobody had thought of when Cardferry was written, as files and as stubs. */
final class AddedIssuers {

    private static final String SETTINGS = """
            id: %1$s
            name: %1$s
            transport:
              type: http
              url: http://127.0.0.1:1
              connect-timeout: 2s
              response-timeout: 5s
              request: { method: POST, path: %2$s }
            format: %3$s
            sealed-card-key: issuer
            mapping: { request: request.%4$s, answer: answer.%4$s }
            repeat: never
            retry: { first-delay: 100ms, multiplier: 2, max-delay: 1s, max-attempts: 5, max-age: 1h }
            concurrency: 8
            """;

    private static final String CARD = """
            { "requestId": "0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071",
              "registrationId": "0193a5c4-7d20-7b11-8c22-d33e44f55a66", "requestorId": "50110030273",
              "account": { "id": "acc-1" }, "device": { "id": "tv-77", "type": "TV" },
              "card": { "cardRef": "c-1", "source": "phone-wallet", "issuer": "cirrus", "brand": "VISA", "last4": "1111",
                        "expiry": "2029-04", "sealedCard": "a.b.c.d.e" } }
            """;

    /** JSON with names and nesting of its own; every answer is a 200 with a code in it; it can't be asked. */
    static final Map<String, String> CIRRUS = Map.of(
            "issuer.yaml",
            SETTINGS.formatted("cirrus", "/api/v7/tokenise", "json", "jslt"),
            "request.jslt",
            """
            { "head": { "ref": .requestId, "party": .requestorId },
              "instrument": { "holder": { "walletUser": .account.id }, "cipher": .card.sealedCard, "ends": .card.last4 },
              "target": { "class": lowercase(.device.type), "serial": .device.id, "caption": .device.name } }
            """,
            "answer.jslt",
            """
            let codes = { "0000": "APPROVED", "0100": "DECLINED", "0500": "NOT_PROCESSED" }
            { "decision": if (is-string(.body.outcome.code)) get-key($codes, .body.outcome.code),
              "requestId": .body.head.ref,
              "tokenReference": .body.outcome.wallet.token,
              "reasonCode": .body.outcome.code }
            """,
            "samples/approved/canonical.json",
            CARD,
            "samples/approved/message.json",
            """
            { "head": { "ref": "0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071", "party": "50110030273" },
              "instrument": { "holder": { "walletUser": "acc-1" }, "cipher": "a.b.c.d.e", "ends": "1111" },
              "target": { "class": "tv", "serial": "tv-77" } }
            """,
            "samples/declined/answer.json",
            """
            { "requestId": "0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071", "status": 200,
              "body": { "head": { "ref": "0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071" }, "outcome": { "code": "0100" } } }
            """,
            "samples/declined/outcome.json",
            """
            { "outcome": "decided", "decision": "DECLINED", "reason": { "code": "issuer-declined", "detail": "0100" } }
            """);

    /** XML in two namespaces, with attributes, and the expiry as 30.04.2029. */
    static final Map<String, String> STRATUS = Map.of(
            "issuer.yaml",
            SETTINGS.formatted("stratus", "/soap-free/enrol", "xml", "xsl"),
            "request.xsl",
            """
            <xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="xs"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns="urn:stratus:enrol" xmlns:c="urn:stratus:card">
              <xsl:template match="/cardRegistration">
                <Enrol msg="{requestId}" from="{requestorId}">
                  <c:Card no="{card/cardRef}" scheme="{card/brand}" until="{format-date(
                      xs:date(card/expiry || '-01') + xs:yearMonthDuration('P1M') - xs:dayTimeDuration('P1D'),
                      '[D01].[M01].[Y0001]')}">{card/sealedCard}</c:Card>
                  <Owner>{account/id}</Owner>
                  <Thing kind="{device/type}">{device/id}</Thing>
                </Enrol>
              </xsl:template>
            </xsl:stylesheet>
            """,
            "answer.xsl",
            """
            <xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xpath-default-namespace="urn:stratus:enrol">
              <xsl:mode on-no-match="deep-skip"/>
              <xsl:template match="/Enrolled[@state = 'yes']">
                <answer><decision>APPROVED</decision><requestId>{@msg}</requestId>
                  <tokenReference>{Token/@id}</tokenReference></answer>
              </xsl:template>
            </xsl:stylesheet>
            """,
            "samples/approved/canonical.json",
            CARD.replace("cirrus", "stratus"),
            "samples/approved/message.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                    + message("0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071", "a.b.c.d.e", "acc-1"),
            "samples/approved/answer.json",
            "{ \"requestId\": \"0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071\", \"status\": 200 }",
            "samples/approved/answer.xml",
            enrolled("0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071", "t-1"),
            "samples/approved/outcome.json",
            "{ \"outcome\": \"decided\", \"decision\": \"APPROVED\", \"tokenReference\": \"t-1\" }");

    private static final Pattern STRATUS_ID = Pattern.compile("msg=\"([^\"]+)\"");
    private static final Pattern STRATUS_OWNER = Pattern.compile("<Owner>([^<]+)</Owner>");

    private AddedIssuers() {}

    /** A copy of the shipped configuration, and the two packs' files beside the others. Nothing else. */
    static Path configuration() {
        Path config = HubFixture.HOME.resolve("target/added-issuers-" + UUID.randomUUID());
        try {
            FileSystemUtils.copyRecursively(HubFixture.HOME.resolve("config"), config);
            write(config.resolve("issuers/cirrus"), CIRRUS);
            write(config.resolve("issuers/stratus"), STRATUS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    static StubServer cirrus() {
        return new StubServer(
                call -> json(call.text()).at("/instrument/holder/walletUser").asText(), call -> code(call, "0000"));
    }

    /** Cirrus' answer to this call. */
    static Reply code(Call call, String code) {
        String ref = json(call.text()).at("/head/ref").asText();
        return Reply.answer(200, """
            {"head":{"ref":"%1$s"},"outcome":{"code":"%2$s","wallet":{"token":"cir-%1$s"}}}""".formatted(ref, code));
    }

    static StubServer stratus() {
        return new StubServer(
                call -> found(STRATUS_OWNER, call),
                call -> Reply.answer(200, enrolled(found(STRATUS_ID, call), "str-" + found(STRATUS_ID, call))));
    }

    /** What stratus must get, without the declaration. */
    static String message(String requestId, String sealedCard, String account) {
        return "<Enrol xmlns=\"urn:stratus:enrol\" xmlns:c=\"urn:stratus:card\" msg=\"" + requestId
                + "\" from=\"50110030273\"><c:Card no=\"c-1\" scheme=\"VISA\" until=\"30.04.2029\">" + sealedCard
                + "</c:Card><Owner>" + account + "</Owner><Thing kind=\"TV\">tv-77</Thing></Enrol>";
    }

    private static String enrolled(String requestId, String token) {
        return "<s:Enrolled xmlns:s=\"urn:stratus:enrol\" state=\"yes\" msg=\"" + requestId + "\"><s:Token id=\""
                + token + "\"/></s:Enrolled>";
    }

    private static String found(Pattern pattern, Call call) {
        Matcher matcher = pattern.matcher(call.text());
        return matcher.find() ? matcher.group(1) : "";
    }
}
