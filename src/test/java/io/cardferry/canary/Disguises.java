package io.cardferry.canary;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The forms in which a card number may lie somewhere, as bytes. Those between whose digits something stands are not here. */
final class Disguises {

    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, byte[]> forms = new LinkedHashMap<>();

    private Disguises() {}

    /** Each form under its name. */
    static Map<String, byte[]> of(String digits) {
        Disguises disguises = new Disguises();
        disguises.addText("", digits.getBytes(StandardCharsets.US_ASCII));
        for (String separator : new String[] {" ", "-"}) {
            String grouped = String.join(separator, digits.split("(?<=\\G.{4})"));
            disguises.addText("grouped by '" + separator + "', ", grouped.getBytes(StandardCharsets.US_ASCII));
        }
        disguises.addText("UTF-16LE, ", digits.getBytes(StandardCharsets.UTF_16LE));
        disguises.addText("UTF-16BE, ", digits.getBytes(StandardCharsets.UTF_16BE));
        disguises.addBase64OfBase64(digits.getBytes(StandardCharsets.US_ASCII));
        disguises.add("percent-encoded", digits.replaceAll("(.)", "%3$1"));
        disguises.add("in JSON's escapes", digits.replaceAll("(.)", "\\\\u003$1"));
        disguises.add("in XML's decimal references", digits.replaceAll("(.)", "&#5$1;"));
        disguises.add("in XML's hexadecimal references", digits.replaceAll("(.)", "&#x3$1;"));
        disguises.forms.put("packed decimal", HEX.parseHex(digits));
        return disguises.forms;
    }

    private void addText(String name, byte[] text) {
        forms.put(name + "clear", text);
        String hex = HEX.formatHex(text);
        add(name + "hex", hex);
        add(name + "HEX", hex.toUpperCase(Locale.ROOT));
        addBase64(name + "base64", text);
    }

    private void addBase64OfBase64(byte[] text) {
        for (int before = 0; before < 3; before++) {
            addBase64(
                    "base64 of base64 after " + before + " bytes, ",
                    base64(Base64.getEncoder(), text, before).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Base64 of a text looks another way by how many bytes stand before it, up to the whole three. */
    private void addBase64(String name, byte[] text) {
        for (int before = 0; before < 3; before++) {
            add(name + " after " + before + " bytes", base64(Base64.getEncoder(), text, before));
            add(name + " after " + before + " bytes, URL-safe", base64(Base64.getUrlEncoder(), text, before));
        }
    }

    /** Only those characters that depend on nothing around the text. */
    private static String base64(Base64.Encoder encoder, byte[] text, int before) {
        byte[] placed = new byte[before + text.length];
        System.arraycopy(text, 0, placed, before, text.length);
        String encoded = encoder.withoutPadding().encodeToString(placed);
        int first = (before * 8 + 5) / 6;
        return encoded.substring(first, placed.length * 8 / 6);
    }

    private void add(String name, String form) {
        // The same form under two names, as base64 of digits and its URL-safe twin, needs to be looked for once.
        byte[] bytes = form.getBytes(StandardCharsets.US_ASCII);
        forms.putIfAbsent(name, bytes);
    }
}
