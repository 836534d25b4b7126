package io.cardferry.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mapping may do, and what it may cost. */
class JsltMappingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            for ever            | def f(n) f($n + 1)  f(0)                                                | 250 deep
            in a circle         | def a(n) b($n)  def b(n) a($n)  a(0)                                | 250 deep
            doubling its calls  | def f(n) if ($n == 0) 0 else f($n - 1) + f($n - 1)  f(60)           | 5000000 steps
            doubling a text     | def f(n) if ($n == 0) "x" else let s = f($n - 1) $s + $s  f(60)   | 5000000 steps
            doubling a list     | def f(n) if ($n == 0) [1] else let s = f($n - 1) $s + $s  f(60)   | 5000000 steps
            each with each      | let a = (.)  [for (.) [for ($a) [for ($a) 1]]]                          | 5000000 steps
            """)
    void whatWouldGoOnForEverIsEnded(String how, String jslt, String told) {
        JsltMapping mapping = JsltMapping.compile("bank/answer.jslt", jslt);
        JsonNode list = json("[" + "1,".repeat(999) + "1]");

        assertThatThrownBy(() -> mapping.apply(list))
                .as(how)
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("bank/answer.jslt")
                .hasMessageContaining(told);
    }

    @Test
    void eachRunHasAllTheStepsForItself() {
        JsltMapping mapping = JsltMapping.compile("f", "def f(n) if ($n == 0) 0 else f($n - 1) + f($n - 1)  f(18)");

        for (int run = 0; run < 8; run++) {
            assertThat(mapping.apply(json("{}")).intValue()).isZero();
        }
    }

    @Test
    void aListOfTwoHundredCardsCanBeJoinedWithAnother() {
        JsltMapping mapping = JsltMapping.compile("f", """
                let devices = (.devices)
                [for (.cards) let card = (.)  let names = [for ($devices) .name if (.id == $card.device)]  $names[0]]""");
        StringBuilder cards = new StringBuilder();
        StringBuilder devices = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            cards.append(i == 0 ? "" : ",").append("{\"device\":").append(i).append('}');
            devices.append(i == 0 ? "" : ",").append("{\"id\":" + i + ",\"name\":\"n" + i + "\"}");
        }

        JsonNode joined = mapping.apply(json("{\"cards\":[" + cards + "],\"devices\":[" + devices + "]}"));

        assertThat(joined).hasSize(200);
        assertThat(joined.get(199).textValue()).isEqualTo("n199");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            error(.secret)
            [for (.secret) .]
            capture(., "(" + .secret)
            """)
    void aFailureIsToldWithoutAnyValue(String jslt) {
        JsltMapping mapping = JsltMapping.compile("bank/answer.jslt", jslt);

        assertThatThrownBy(() -> mapping.apply(json("{\"secret\":\"4111111111111111\"}")))
                .isInstanceOf(MappingFailed.class)
                .hasNoCause()
                .hasMessageStartingWith("bank/answer.jslt")
                .hasMessageNotContaining("4111");
    }

    @Test
    void emptyListsAreLeftOutUnlessTheyAreToBeKept() {
        String jslt = "{\"cards\": [], \"device\": {}, \"none\": null}";

        assertThat(JsltMapping.compile("f", jslt).apply(json("{}"))).isEqualTo(json("{}"));
        assertThat(JsltMapping.compileKeepingEmpty("f", jslt).apply(json("{}")))
                .isEqualTo(json("{\"cards\":[],\"device\":{}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": }                               | bank/answer.jslt:1
            import "/etc/passwd" as x  x(.)        | imports are not supported
            unheard-of(.)                         | unheard-of
            """)
    void aMappingThatCannotBeReadIsNamedWithItsPlace(String jslt, String told) {
        assertThatThrownBy(() -> JsltMapping.compile("bank/answer.jslt", jslt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bank/answer.jslt")
                .hasMessageContaining(told);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
