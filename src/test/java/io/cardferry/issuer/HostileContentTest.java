package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.NotRepresentable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Whatever stands in a field arrives as it is, arrives as the specification transliterates it, or is refused; and nothing
 * else in the message changes. What came out is read here by means that share nothing with what wrote it.
 */
class HostileContentTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> FIELDS =
            List.of("/account/id", "/device/id", "/device/name", "/card/cardRef", "/card/brand", "/requestorId");

    private static final List<String> HOSTILE = List.of(
            "<b>&amp;</b>",
            "]]><!--",
            "&xxe;",
            "\"quoted\" 'twice'",
            "back\\slash \\u0041",
            "{\"a\": [1]}",
            "a\0b",
            "a\nb",
            "a\r\nb",
            "a\tb",
            "a\u001B[31mb",
            "a\u0085b",
            "a\uFFFFb",
            "\uFEFFa",
            "emoji 😀 in it",
            "\u202Eabc\u202C",
            "مرحبا",
            "Überraschung für Zoë",
            "half \uD83D",
            "\uDE00 half",
            "e\u0301clair",
            "\u200Fabc\u200E",
            "a|b=c;d",
            "😀".repeat(64),
            "ﬃ".repeat(64),
            "x".repeat(70),
            "x".repeat(2000),
            " leading",
            "trailing ",
            "   ",
            "0310",
            "1602002TV04999",
            "CRSPCREG",
            "${jndi:ldap://x}",
            "%n%s%1$s",
            "’; drop table card;--",
            "4111111111111111");

    static Stream<Arguments> everyFieldOfEveryFormat() {
        return Stream.of("aurora", "borealis", "cumulus", "delta", "epsilon", "stratus")
                .flatMap(pack -> FIELDS.stream().map(field -> Arguments.of(pack, field)));
    }

    @ParameterizedTest
    @MethodSource("everyFieldOfEveryFormat")
    void arrivesOrIsRefusedAndNeverBreaksTheMessage(String id, String field) throws Exception {
        IssuerPack pack = pack(id);
        String plainText = field.equals("/requestorId") ? "50110030279" : "Plain text 1";
        Map<String, String> plain = read(pack, pack.format().write(canonical(id, field, plainText)));
        for (String value : HOSTILE) {
            byte[] message;
            try {
                message = pack.format().write(canonical(id, field, value));
            } catch (NotRepresentable refused) {
                assertThat(refused.getMessage())
                        .as("the refusal")
                        .matches(text -> value.isBlank() || !text.contains(value));
                continue;
            }
            Map<String, String> found = read(pack, message);
            plain.forEach((name, was) -> {
                if (was.equals(plainText)) {
                    assertThat(arrived(id, name, value, found.get(name)))
                            .as("%s of %s: %s", name, id, value)
                            .isTrue();
                } else if (!isMadeOf(name, field)) {
                    assertThat(found.get(name)).as("%s beside %s", name, value).isEqualTo(was);
                }
            });
            assertThat(found.keySet()).isSubsetOf(plain.keySet());
        }
    }

    /** Cumulus' terminal is the end of the device id, Borealis' scheme its own word for the brand. */
    private static boolean isMadeOf(String name, String field) {
        return name.equals("41") && field.equals("/device/id");
    }

    private static boolean arrived(String id, String name, String value, String found) {
        boolean forPeople =
                name.equals("48/03") || name.equals("deviceName") || name.equals("name") || name.equals("48/NAM");
        if (!forPeople || id.equals("aurora")) {
            return value.equals(found);
        }
        // What is left of an empty name is no name.
        String text = found == null ? "" : found;
        return text.chars().allMatch(c -> c >= ' ' && c <= '~' || id.equals("stratus") && c >= 0xA0 && c <= 0xFF)
                && (!value.chars().allMatch(c -> c >= ' ' && c <= '~') || value.startsWith(text));
    }

    private static IssuerPack pack(String id) {
        return switch (id) {
            case "aurora" -> PackFixture.aurora();
            case "borealis" -> PackFixture.borealis();
            default -> LayoutPacks.pack(id);
        };
    }

    private static ObjectNode canonical(String id, String pointer, String value) {
        boolean sealed = id.equals("aurora") || id.equals("borealis");
        ObjectNode canonical = LayoutPacks.canonical(sealed ? "delta" : id);
        if (sealed) {
            ((ObjectNode) canonical.get("card")).put("sealedCard", "a.b.c.d.e").remove("pan");
        }
        JsonNode parent = canonical.at(pointer.substring(0, pointer.lastIndexOf('/')));
        ((ObjectNode) parent).put(pointer.substring(pointer.lastIndexOf('/') + 1), value);
        return canonical;
    }

    private static Map<String, String> read(IssuerPack pack, byte[] message) throws Exception {
        return switch (pack.id()) {
            case "aurora" -> leaves("", JSON.readTree(message), new TreeMap<>());
            case "borealis" -> elements(message);
            case "delta" -> slices(new String(message, StandardCharsets.US_ASCII), DELTA);
            case "epsilon" -> slices(new String(message, "IBM1047"), EPSILON);
            case "cumulus" -> cumulus(new String(message, StandardCharsets.US_ASCII));
            default -> stratus(message);
        };
    }

    private static Map<String, String> leaves(String pointer, JsonNode node, Map<String, String> found) {
        if (node.isValueNode()) {
            found.put(pointer, node.asText());
        }
        node.properties().forEach(child -> leaves(pointer + "/" + child.getKey(), child.getValue(), found));
        return found;
    }

    private static Map<String, String> elements(byte[] message) throws Exception {
        Map<String, String> found = new TreeMap<>();
        collect(
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(message))
                        .getDocumentElement(),
                found);
        return found;
    }

    private static void collect(Element element, Map<String, String> found) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                children.add(inner);
            }
        }
        children.forEach(child -> collect(child, found));
        if (children.isEmpty()) {
            assertThat(found.put(element.getTagName(), element.getTextContent()))
                    .isNull();
        }
    }

    private static final List<String> DELTA = List.of(
            "record 1 4",
            "requestId 5 36",
            "account 41 64",
            "pan 105 19",
            "expiry 124 4",
            "deviceId 128 64",
            "deviceType 192 6",
            "deviceName 198 64",
            "requestor 262 11",
            "blank 273 28");

    private static final List<String> EPSILON = List.of(
            "kind 1 2",
            "blank1 3 2",
            "pan 5 19",
            "reference 24 36",
            "account 60 20",
            "blank2 80 2",
            "name 82 16",
            "blank3 98 22",
            "end 120 1");

    private static Map<String, String> slices(String record, List<String> places) {
        Map<String, String> found = new LinkedHashMap<>();
        int end = 0;
        for (String place : places) {
            String[] parts = place.split(" ");
            int at = Integer.parseInt(parts[1]) - 1;
            end = at + Integer.parseInt(parts[2]);
            String value = record.substring(at, end);
            found.put(
                    parts[0],
                    parts[0].equals("account") && record.startsWith("07")
                            ? value.replaceAll("^\\*+", "")
                            : value.stripTrailing());
        }
        assertThat(record).hasSize(end);
        found.values().removeIf(String::isEmpty);
        return found;
    }

    private static Map<String, String> cumulus(String message) {
        Map<String, String> found = new LinkedHashMap<>();
        assertThat(message).startsWith("0300C2240000088100000000002008000000");
        Reading reading = new Reading(message, 36);
        found.put("2", reading.next(Integer.parseInt(reading.next(2))));
        found.put("7", reading.next(10));
        found.put("11", reading.next(6));
        found.put("14", reading.next(4));
        found.put("37", reading.next(12));
        found.put("41", reading.next(8));
        Reading tags = new Reading(reading.next(Integer.parseInt(reading.next(3))), 0);
        while (tags.isLeft()) {
            found.put("48/" + tags.next(2), tags.next(Integer.parseInt(tags.next(3))));
        }
        found.put("91", reading.next(1));
        found.put("101", reading.next(Integer.parseInt(reading.next(2))));
        assertThat(reading.isLeft()).isFalse();
        return found;
    }

    private static Map<String, String> stratus(byte[] message) {
        Map<String, String> found = new LinkedHashMap<>();
        Reading reading = new Reading(new String(message, StandardCharsets.ISO_8859_1), 2 + 16 + 9 + 5 + 3 + 2);
        Reading tags = new Reading(reading.next(bcd(reading.next(2))), 0);
        while (tags.isLeft()) {
            found.put("48/" + tags.next(3), tags.next(Integer.parseInt(tags.next(2))));
        }
        assertThat(bcd(reading.next(2))).isEqualTo(16);
        reading.next(16);
        found.put("100", reading.next(bcd(reading.next(1))));
        assertThat(reading.isLeft()).isFalse();
        return found;
    }

    private static int bcd(String bytes) {
        int number = 0;
        for (byte next : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            number = number * 100 + (next >> 4 & 15) * 10 + (next & 15);
        }
        return number;
    }

    private static final class Reading {

        private final String text;
        private int at;

        Reading(String text, int at) {
            this.text = text;
            this.at = at;
        }

        String next(int length) {
            at += length;
            return text.substring(at - length, at);
        }

        boolean isLeft() {
            return at < text.length();
        }
    }
}
