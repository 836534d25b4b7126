package io.cardferry.issuer.jms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.AskableDelta;
import io.cardferry.issuer.IssuerAnswer;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PackFixture;
import io.cardferry.registration.OutcomeClass;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reply is read in the character set of the layout of whoever reads it. */
class ReplyBodyTest {

    private final UUID requestId = PackFixture.dispatch().card().issuerRequestId();

    @TempDir
    Path issuers;

    @Test
    void aTextIsWhateverBytesTheLayoutReads() throws Exception {
        assertThat(read(text("Caf\u00e9"), "ISO-8859-1")).isEqualTo("Caf\u00e9".getBytes(ISO_8859_1));
        assertThat(read(text("Caf\u00e9"), "IBM037")).isEqualTo("Caf\u00e9".getBytes(Charset.forName("IBM037")));
        assertThat(read(text("Caf\u00e9"), "US-ASCII")).isEmpty();
        assertThat(ReplyBody.of(text("Caf\u00e9"))
                        .asReadBy(PackFixture.dispatch().pack()))
                .as("JSON")
                .isEqualTo("Caf\u00e9".getBytes(UTF_8));
    }

    @Test
    void bytesAreTheBytesThatTheyAre() throws Exception {
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        message.writeBytes(new byte[] {0, (byte) 0xE9});
        message.reset();

        assertThat(read(message, "IBM037")).isEqualTo(new byte[] {0, (byte) 0xE9});
    }

    @Test
    void aRecordInEbcdicIsReadFromText() throws Exception {
        IssuerPack pack = delta("IBM037");
        byte[] body = ReplyBody.of(text(String.format("%-100s", "CRSP" + requestId + "00tok-1")))
                .asReadBy(pack);

        assertThat(new AnswerReader(Clock.systemUTC())
                        .read(pack, requestId, IssuerAnswer.ofMessage(body))
                        .outcomeClass())
                .isEqualTo(OutcomeClass.DECIDED);
    }

    @Test
    void aDamagedMessageIsOneThatCantBeRead() throws Exception {
        ActiveMQTextMessage damaged = new ActiveMQTextMessage();
        damaged.setContent(new ByteSequence(new byte[] {0, 0, 0, 9, 'x'}));

        assertThat(read(damaged, "US-ASCII")).isEmpty();
    }

    private byte[] read(jakarta.jms.Message message, String charset) throws IOException {
        return ReplyBody.of(message).asReadBy(delta(charset));
    }

    private static ActiveMQTextMessage text(String text) throws JMSException {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setText(text);
        return message;
    }

    /** The shipped pack, its layout in another character set. */
    private IssuerPack delta(String charset) throws IOException {
        Path copy = Files.createTempDirectory(issuers, "in");
        AskableDelta.copiedTo(copy);
        Path layout = copy.resolve("delta/layout.yaml");
        Files.writeString(layout, "charset: " + charset + "\n" + Files.readString(layout));
        return AskableDelta.readFrom(copy);
    }
}
