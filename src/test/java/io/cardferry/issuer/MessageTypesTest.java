package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a message is a text, and in which character set, is known from what is kept with it, whatever its pack became. */
class MessageTypesTest {

    @TempDir
    Path issuers;

    @Test
    void aTextSaysItsCharacterSet() throws Exception {
        assertThat(typeOf("delta")).isEqualTo("text/plain; charset=US-ASCII");
        Path layout = LayoutPacks.copyOf("delta", issuers).resolve("layout.yaml");
        Files.writeString(layout, "charset: IBM037\ncontent-type: application/vnd.bank\n" + Files.readString(layout));
        assertThat(PackLoader.load(issuers, PackOverrides.NONE).get(0).format().bytesType())
                .isEqualTo("text/plain; charset=IBM037");
    }

    @Test
    void whatIsNoTextSaysSoWhateverItsContentTypeOverHttp() {
        assertThat(LayoutPacks.pack("stratus").format().contentType()).isEqualTo("application/iso8583");
        assertThat(typeOf("stratus")).isEqualTo("application/octet-stream");
        assertThat(typeOf("epsilon")).isEqualTo("application/octet-stream");
        assertThat(typeOf("cumulus")).isEqualTo("application/octet-stream");
    }

    @Test
    void aKeptMessageIsReadByWhatItSays() {
        assertThat(message("text/plain; charset=IBM037").charset()).contains(Charset.forName("IBM037"));
        assertThat(message("text/plain;charset=\"ISO-8859-1\"").charset()).contains(StandardCharsets.ISO_8859_1);
        assertThat(message("application/json").charset()).contains(StandardCharsets.UTF_8);
        assertThat(message("application/jose").charset()).contains(StandardCharsets.UTF_8);
        assertThat(message("application/octet-stream").charset()).isEmpty();
    }

    private static String typeOf(String pack) {
        return LayoutPacks.pack(pack).format().bytesType();
    }

    private static IssuerMessage message(String contentType) {
        return new IssuerMessage("delta", "00000000", "jms", "", "", contentType, Map.of(), Map.of(), new byte[] {1});
    }
}
