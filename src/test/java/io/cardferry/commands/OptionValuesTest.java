package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cardferry.commands.StubHub.Answer;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionValuesTest {

    private static final String DEVICE = "register --account a-1 --device-id tv-77 --all ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --device-type FRIDGE          | --device-type     | PHONE, TABLET, WATCH, TV, PC, OTHER
            --device-type tv              | --device-type     | PHONE, TABLET, WATCH, TV, PC, OTHER
            --device-type TV --ref=       | --ref             | empty
            --device-type TV --device-name= | --device-name   | empty
            """)
    void aValueThatRegisterCannotHaveIsNamedBeforeAKeyIsPrintedOrAnythingIsSent(
            String options, String option, String told) throws Exception {
        refuses(DEVICE + options, option, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            search --card-status foo      | --card-status     | PENDING, SUBMITTING, RETRY_SCHEDULED
            search --card-status approved | --card-status     | APPROVED
            search --request-id abc       | --request-id      | 'abc' is not an id
            search --request-id 1-1-1-1-1 | --request-id      | is not an id
            search --account=             | --account         | empty
            search --cursor=              | --cursor          | empty
            show abc                      | 'abc'             | is not a registration id
            show 1-1-1-1-1                | '1-1-1-1-1'       | is not a registration id
            """)
    void aValueThatAQuestionCannotHaveIsNamedAndNothingIsSent(String line, String option, String told)
            throws Exception {
        refuses(line, option, told);
    }

    @Test
    void theWordsAreThoseOfTheApi() throws Exception {
        assertThat(words(DeviceType.values())).containsExactlyElementsOf(words("DeviceType"));
        assertThat(words(CardStatus.values())).containsExactlyElementsOf(words("CardStatus"));
    }

    private static void refuses(String line, String option, String told) throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, Registrations.COMPLETED))) {
            Console console = Console.run(Map.of("CARDFERRY_URL", hub.address().toString()), line.split(" +"));

            assertThat(console.status()).isEqualTo(2);
            assertThat(console.err().lines())
                    .singleElement()
                    .asString()
                    .contains(option, told)
                    .doesNotContain("Exception");
            assertThat(console.out()).isEmpty();
            assertThat(hub.asked()).isEmpty();
        }
    }

    private static Iterable<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    private static Iterable<String> words(String schema) throws Exception {
        try (InputStream api = OptionValuesTest.class.getResourceAsStream("/io/cardferry/intake/pages/openapi.yaml")) {
            JsonNode words = new YAMLMapper().readTree(api).at("/components/schemas/" + schema + "/enum");
            Stream<JsonNode> stream = StreamSupport.stream(words.spliterator(), false);
            return stream.map(JsonNode::asText).toList();
        }
    }
}
