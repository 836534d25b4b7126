package io.cardferry.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PanTest {

    private final Pan pan = new Pan("4111111111111111");

    @Test
    void itPrintsStarsAndTheLastFourDigits() {
        assertThat(pan).hasToString("***1111");
        assertThat(List.of(pan)).hasToString("[***1111]");
    }

    @Test
    void itIsWrittenAsJsonNoOtherwiseEvenIfFieldsAreSeen() throws Exception {
        ObjectMapper curious = new ObjectMapper().setVisibility(PropertyAccessor.FIELD, Visibility.ANY);

        assertThat(curious.writeValueAsString(new OpenedCard(pan, "2029-04", "a", "c")))
                .contains("\"pan\":\"***1111\"")
                .doesNotContain("41111");
    }

    @Test
    void itIsNotSerializable() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(pan))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void itSaysWhatItBeginsAndEndsWith() {
        assertThat(pan.last4()).isEqualTo("1111");
        assertThat(pan.isOfBin("41111111")).isTrue();
        assertThat(pan.isOfBin("411112")).isFalse();
        assertThat(pan.reveal()).isEqualTo("4111111111111111");
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, true",
        "4111111111111112, false",
        "378282246310005, true",
        "6304000000000000000, true",
        "501800000009, true",
        "501800000008, false"
    })
    void theCheckDigitIsLuhns(String digits, boolean right) {
        assertThat(new Pan(digits).hasRightCheckDigit()).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "41111111111", "41111111111111111111", "4111-1111-1111-1111", "٤١١١١١١١١١١١١١١١"})
    void whatIsNo12To19DigitsIsRefusedWithoutAWordOfIt(String text) {
        assertThatThrownBy(() -> new Pan(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a card number is 12 to 19 digits");
    }
}
