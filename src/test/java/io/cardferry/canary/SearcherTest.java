package io.cardferry.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.postgres.Once;
import io.cardferry.security.CardNumbers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search itself: a leak of any form that is planted is found, and nothing else is. */
@Once
class SearcherTest {

    private static final HexFormat HEX = HexFormat.of();

    private final CanaryNumbers numbers = new CanaryNumbers();
    private final String number = numbers.of("a planted leak");
    private final String other = new CanaryNumbers().of("of somebody else");
    private final Searcher searcher = new Searcher(numbers.pathsByNumber());

    @TempDir
    Path folder;

    @Test
    void aNumberIsFoundInEveryFormAndWhateverStandsAroundIt() throws IOException {
        for (Map.Entry<String, byte[]> form : planted(number).entrySet()) {
            Files.write(folder.resolve("file"), within(form.getValue()));

            assertThat(searcher.inFolder(folder)).as(form.getKey()).anyMatch(found -> found.startsWith("file: "));
        }
    }

    @Test
    void anotherNumberIsNotFound() {
        planted(other)
                .forEach((name, bytes) ->
                        assertThat(searcher.in("here", within(bytes))).as(name).isEmpty());
    }

    @Test
    void aNumberIsFoundInCompressedFiles() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(within(number.getBytes(StandardCharsets.US_ASCII)));
        }
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
            out.write(within(number.getBytes(StandardCharsets.US_ASCII)));
        }

        assertThat(searcher.in("gzip", gzip.toByteArray())).isNotEmpty();
        assertThat(searcher.in("zlib", zlib.toByteArray())).isNotEmpty();
    }

    @Test
    void aFindingNamesThePathThatTheNumberTravelled() {
        assertThat(searcher.in("hub.log", "card " + number + " declined"))
                .contains("hub.log: number of a planted leak, clear");
    }

    @Test
    void theNumbersPassTheLuhnCheckAsRealOnesDo() {
        assertThat(CardNumbers.isWithin(number)).isTrue();
    }

    /** Made here in other ways than the searcher makes them. */
    private static Map<String, byte[]> planted(String number) {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        String blanks = number.replaceAll("(.{4})(?=.)", "$1 ");
        String dashes = number.replaceAll("(.{4})(?=.)", "$1-");
        List<byte[]> texts = new ArrayList<>();
        for (String text : List.of(number, blanks, dashes)) {
            for (Charset charset :
                    List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                forms.put(text + " in " + charset, text.getBytes(charset));
            }
            texts.add(text.getBytes(StandardCharsets.UTF_8));
        }
        texts.add(number.getBytes(StandardCharsets.UTF_16LE));
        texts.add(number.getBytes(StandardCharsets.UTF_16BE));
        for (int i = 0; i < texts.size(); i++) {
            forms.put("hex of text " + i, bytes(HEX.formatHex(texts.get(i))));
            forms.put("HEX of text " + i, bytes(HexFormat.of().withUpperCase().formatHex(texts.get(i))));
            for (String before : List.of("", "{", "{\"", "{\"p")) {
                byte[] json = concat(bytes(before), texts.get(i), bytes("\"}"));
                forms.put("base64 of " + before + i, Base64.getEncoder().encode(json));
                forms.put(
                        "URL-safe base64 of " + before + i,
                        Base64.getUrlEncoder().withoutPadding().encode(json));
                forms.put(
                        "MIME base64 of " + before + i,
                        Base64.getMimeEncoder(8, bytes("\r\n")).encode(json));
            }
        }
        String json = "{\"pan\":\"" + number + "\"}";
        String inner = Base64.getEncoder().encodeToString(bytes(json));
        forms.put("base64 of base64", Base64.getEncoder().encode(bytes("x" + inner)));
        forms.put("digit by digit", bytes(String.join(" ", number.split(""))));
        forms.put("as a list", bytes(String.join(", ", number.split(""))));
        forms.put("percent-encoded", bytes(number.replaceAll("(.)", "%3$1")));
        forms.put("JSON escapes", bytes(number.replaceAll("(.)", "\\\\u003$1")));
        forms.put("XML references", bytes(number.replaceAll("(.)", "&#5$1;")));
        forms.put("packed decimal", HEX.parseHex(number));
        forms.put("in a longer number", bytes("000" + number + "17"));
        forms.put("over two lines", bytes(number.substring(0, 7) + "\r\n" + number.substring(7)));
        return forms;
    }

    private static byte[] within(byte[] form) {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        return concat(noise, bytes(" ("), form, bytes(") "), noise);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
