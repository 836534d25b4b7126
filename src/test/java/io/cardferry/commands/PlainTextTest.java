package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {0x00, 0x07, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x200b, 0x202e, 0x2028, 0x2066, 0xfeff, 0xd800})
    void replacesWhatATerminalWouldObeyOrHide(int character) {
        assertThat(PlainText.of("a" + (char) character + "b")).isEqualTo("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Living room TV", "anna/müller 50%", "居間のテレビ", "📺"})
    void leavesNamesOfAllLanguagesAsTheyAre(String name) {
        assertThat(PlainText.of(name)).isEqualTo(name);
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(PlainText.of("x".repeat(10_000))).hasSize(PlainText.MAX_LENGTH);
    }

    @Test
    void aColumnHasExactlyItsWidth() {
        assertThat(PlainText.column("ab", 4)).isEqualTo("ab  ");
        assertThat(PlainText.column("abcdef", 4)).isEqualTo("abc…");
    }

    @Test
    void aCutDoesNotHalveACharacter() {
        assertThat(PlainText.cut("ab📺cd", 4)).isEqualTo("ab…");
    }
}
