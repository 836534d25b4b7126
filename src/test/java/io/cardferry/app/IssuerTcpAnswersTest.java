package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cardferry.issuer.AnswerMatch;
import io.cardferry.issuer.ArrivedAnswer;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PackLoader;
import io.cardferry.issuer.PackOverrides;
import io.cardferry.issuer.UnreadableAnswers;
import io.cardferry.postgres.Once;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What Cumulus sends that nobody waits for: what its layout can't read is another matter than what belongs to nothing. */
@Once
class IssuerTcpAnswersTest {

    /** Fields 7, 11, 37, 39, 48 with a request id. */
    private static final String ANSWER = "0310" + "022000000A010000" + "1122101530" + "000042" + "3D4E5F607182" + "00"
            + "041" + "01036" + "0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071";

    private final IssuerPack cumulus = PackLoader.load(Path.of("config/issuers"), PackOverrides.NONE).stream()
            .filter(pack -> pack.id().equals("cumulus"))
            .findFirst()
            .orElseThrow();
    private final List<ArrivedAnswer> leftOver = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final IssuerTcpAnswers answers = new IssuerTcpAnswers(
            cumulus,
            AnswerMatch.of(cumulus).orElseThrow(),
            leftOver::add,
            new UnreadableAnswers(unreadable::add, nanos::get));

    @Test
    void whatCanBeReadIsLeftToWhoeverKnowsIt() {
        answers.unmatched(bytes(ANSWER));

        assertThat(leftOver).hasSize(1);
        assertThat(unreadable).isEmpty();
    }

    @Test
    void anAnswerWithAFieldThatTheLayoutDoesNotHaveIsToldWithTheReasonAndNothingOfIt() {
        String withAnotherField = ANSWER.replace("022000000A010000", "022000000A010001") + "DEADBEEFDEADBEEF";

        List<String> lines = told(() -> answers.unmatched(bytes(withAnotherField)));

        assertThat(answers.keyOf(bytes(withAnotherField))).isEmpty();
        assertThat(leftOver).isEmpty();
        assertThat(unreadable).containsExactly("cumulus");
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith(
                        "issuer cumulus: an answer can't be read, it holds field 64, which the layout does not give it;")
                .contains(cumulus.toString())
                .doesNotContain("0193a5c4", "DEADBEEF", "000042");
    }

    @Test
    void ofManyOfTheseEachIsCountedAndOneLineInTenSecondsTells() {
        List<String> lines = told(() -> {
            for (int i = 0; i < 100; i++) {
                answers.unmatched(bytes("0310"));
            }
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            answers.unmatched(bytes("0310"));
        });

        assertThat(unreadable).hasSize(101);
        assertThat(lines).hasSize(2).last().asString().contains("(100 such");
    }

    /** Such as its own echo. */
    @Test
    void aMessageThatIsNoAnswerAtAllBelongsToNothing() {
        answers.unmatched(bytes("0800" + "8220000000000000" + "0400000000000000" + "1122101530" + "000042" + "301"));

        assertThat(unreadable).isEmpty();
        assertThat(leftOver).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<String> told(Runnable action) {
        Logger logger = (Logger) LoggerFactory.getLogger(UnreadableAnswers.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            action.run();
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
