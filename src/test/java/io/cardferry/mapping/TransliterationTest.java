package io.cardferry.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransliterationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Living room TV           | Living room TV
            Café                     | Cafe
            Cafe\u0301               | Cafe
            Großer Fernseher in Köln | Grosser Fernseher in Koln
            Łódź, Ærø, Þór, Ħal      | Lodz, AEro, THor, Hal
            Tom’s “big” TV – new…    | Tom's "big" TV - new...
            ﬁlm № ½ ™ Ａ             | film No 1/2 TM A
            TV 📺                    | TV ?
            👨\u200D👩\u200D👧       | ???
            ❤\uFE0F                  | ?
            телевизор                | ?????????
            a\u202Eb\u200Fc          | abc
            a\u00A0b                 | a b
            """)
    void lettersLoseTheirAccentsAndWhatIsLeftIsAQuestionMark(String text, String ascii) {
        assertThat(Transliteration.toAscii(text)).isEqualTo(ascii);
    }

    @Test
    void controlCharactersAndHalvesOfCharactersAreQuestionMarks() {
        assertThat(Transliteration.toAscii("a\n\0\u0085b\uD83D")).isEqualTo("a???b?");
    }

    @Test
    void whatAnAlphabetKnowsStaysAsItIs() {
        assertThat(Transliteration.of("Köln Łódź", character -> character < 0x100))
                .isEqualTo("Köln Lódz");
    }

    @Test
    void everyCharacterThereIsBecomesPrintable() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            assertThat(Transliteration.toAscii(Character.toString(character)).chars())
                    .allMatch(c -> c >= ' ' && c <= '~');
        }
    }

    @Test
    void aMappingCanAskForIt() {
        JsltMapping mapping =
                JsltMapping.compile("m.jslt", "{\"name\": transliterate(.name), \"none\": transliterate(.x)}");

        assertThat(mapping.apply(JsonNodeFactory.instance.objectNode().put("name", "Küche 📺"))
                        .toString())
                .isEqualTo("{\"name\":\"Kuche ?\"}");
    }
}
