package io.cardferry.issuer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How samples write down messages whose bytes no editor would keep. */
enum LayoutSample {

    /** Text in UTF-8, which goes out in the layout's character set; line breaks at its end, which editors put there, don't count. */
    TEXT("txt") {
        @Override
        byte[] bytes(byte[] file, Charset charset) {
            return new String(file, StandardCharsets.UTF_8)
                    .replaceAll("[\r\n]+\\z", "")
                    .getBytes(charset);
        }
    },

    /** Pairs of hex digits; white space is free, and what follows a # on its line is a comment. */
    HEX("hex") {
        @Override
        byte[] bytes(byte[] file, Charset charset) {
            String text = new String(file, StandardCharsets.UTF_8);
            try {
                return HexFormat.of().parseHex(text.replaceAll("#.*", "").replaceAll("\\s+", ""));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "is no hex dump: pairs of hex digits, white space, and comments that begin with #", wrong);
            }
        }
    };

    private final String ending;

    LayoutSample(String ending) {
        this.ending = ending;
    }

    /** Of the files, without the dot. */
    String ending() {
        return ending;
    }

    /**
     * @param charset of the layout
     * @return the bytes on the wire
     * @throws IllegalArgumentException if the file is not of this form
     */
    abstract byte[] bytes(byte[] file, Charset charset);
}
