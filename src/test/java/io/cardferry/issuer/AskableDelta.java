package io.cardferry.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Delta, if it could be asked what became of a request: a question of its own, and "25" for a request that it never saw. */
public final class AskableDelta {

    private AskableDelta() {}

    /** @param folder of a copy of the shipped pack */
    public static void in(Path folder) {
        PackFixture.edit(folder.resolve("issuer.yaml"), "answer: answer.jslt", """
                answer: answer.jslt
                  inquiry: inquiry.jslt
                inquiry:
                  not-before: 0s""");
        PackFixture.edit(folder.resolve("layout.yaml"), "# A record that comes back", """
                  inquiry:
                    length: 40
                    fields:
                      - { name: record, at: 1, length: 4, constant: CINQ }
                      - { name: requestId, at: 5, length: 36, required: true }
                # A record that comes back""");
        PackFixture.edit(folder.resolve("answer.jslt"), "\"00\": \"APPROVED\",", """
                "00": "APPROVED", "25": "NEVER_SEEN",\
                """);
        try {
            Files.writeString(folder.resolve("inquiry.jslt"), "{ \"requestId\": .requestId }");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The pack, from a copy in this folder. */
    public static IssuerPack copiedTo(Path issuers) {
        in(PackFixture.copyOf("delta", issuers, "delta"));
        return readFrom(issuers);
    }

    /** The only pack in this folder. */
    public static IssuerPack readFrom(Path issuers) {
        return PackLoader.load(issuers, PackOverrides.NONE).get(0);
    }
}
