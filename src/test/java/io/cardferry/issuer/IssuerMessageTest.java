package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerMessageTest {

    private final IssuerMessage message = message();

    @Test
    void itsStoredFormLosesNothingNotEvenTheOrderOfHeaders() {
        IssuerMessage read = IssuerMessage.fromJson(message.toJson());

        assertThat(read).isEqualTo(message);
        assertThat(read.body()).isEqualTo(message.body());
        assertThat(read.headers().keySet()).containsExactly("Z-First", "A-Second", "M-Third");
        assertThat(read.toJson()).isEqualTo(message.toJson());
    }

    @Test
    void noByteOfItCanBeChanged() {
        byte[] before = message.body();
        message.body()[0] = 42;

        assertThat(message.body()).isEqualTo(before);
        assertThatThrownBy(() -> message.headers().put("X", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void itPrintsNoContent() {
        assertThat(message).hasToString("IssuerMessage[aurora@1a2b3c4d, 256 bytes]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[]", "4111111111111111 rubbish", "{\"issuer\":\"aurora\"}"})
    void whatIsNoStoredMessageIsRefusedWithoutRepeatingIt(String stored) {
        assertThatThrownBy(() -> IssuerMessage.fromJson(stored.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a stored issuer message can't be read")
                .hasNoCause();
    }

    private static IssuerMessage message() {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Z-First", "1");
        headers.put("A-Second", "\"2\"");
        headers.put("M-Third", "3");
        return new IssuerMessage(
                "aurora",
                "1a2b3c4d",
                "http",
                "POST",
                "/x",
                "application/json",
                headers,
                Map.of("11", "000001"),
                everyByte);
    }
}
