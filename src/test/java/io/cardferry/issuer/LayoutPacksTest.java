package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Four banks' layouts, and nothing but files to say so. Their samples were written from the specifications, byte for byte. */
class LayoutPacksTest {

    static final Path FORMATS = Path.of("src/test/resources/formats");

    static IssuerPack pack(String id) {
        return PackLoader.load(FORMATS, PackOverrides.NONE).stream()
                .filter(pack -> pack.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyLayoutIsProvedByItsSamples() {
        List<String> lines = PackLoader.load(FORMATS, PackOverrides.NONE).stream()
                .flatMap(pack -> new PackCheck().check(pack).stream())
                .toList();

        assertThat(lines).isEmpty();
    }
}
