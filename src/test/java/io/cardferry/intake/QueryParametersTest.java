package io.cardferry.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardferry.registration.ReasonCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    private static final TextRule TEXT = new TextRule(1, 10, false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "a=plain > plain",
                "a=b+c > b c",
                "a=b%20c > b c",
                "a=%2B > +",
                "a=d%C3%A9 > dé",
                "a=x=y > x=y",
                "b=1&a=2 > 2",
                "a=&a=2 > 2",
                "%61=1 > 1",
            })
    void aParameterIsDecoded(String query, String value) {
        assertThat(QueryParameters.read(query).text("a", TEXT)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "&", "&&a&", "=1", "b=1", "A=1"})
    void aMissingOrEmptyParameterIsAbsent(String query) {
        QueryParameters parameters = QueryParameters.read(query);

        assertThat(parameters.text("a", TEXT)).isNull();
        assertThat(parameters.flag("a")).isNull();
        assertThat(parameters.number("a", 1, 9)).isNull();
        assertThat(parameters.word("a", ReasonCode::of, "a reason")).isNull();
        assertThatCode(parameters::requireNoFaults).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%", "a=%4", "a=%C3", "a=%C3%28", "a=%ff", "%zz=1"})
    void whatCantBeDecodedIsRefused(String query) {
        assertThat(problemOf(() -> QueryParameters.read(query)).code()).isEqualTo(ProblemCode.BAD_REQUEST);
    }

    @Test
    void aParameterThatIsReadIsGivenOnce() {
        QueryParameters parameters = QueryParameters.read("a=1&a=1&b=1&b=2");
        parameters.text("a", TEXT);

        assertThat(problemOf(parameters::requireNoFaults).detail())
                .isEqualTo("the query parameter a is given more than once");
    }

    @Test
    void everyFaultIsNamedAndNoDigitRepeated() {
        QueryParameters parameters = QueryParameters.read("text=%01&flag=1&number=07x&word=4111111111111111");
        parameters.text("text", TEXT);
        parameters.flag("flag");
        parameters.number("number", 1, 9);
        parameters.word("word", ReasonCode::of, "a reason");

        assertThat(problemOf(parameters::requireNoFaults).detail())
                .contains("text", "flag", "number", "word")
                .doesNotContain("4111");
    }

    @Test
    void aNumberIsOfTheDecimalDigits() {
        assertThat(QueryParameters.read("n=007").number("n", 1, 9)).isEqualTo(7);
        QueryParameters arabic = QueryParameters.read("n=%D9%A7");
        assertThat(arabic.number("n", 1, 9)).isNull();
        assertThat(problemOf(arabic::requireNoFaults).detail()).contains("from 1 to 9");
    }

    private static Problem problemOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }
}
