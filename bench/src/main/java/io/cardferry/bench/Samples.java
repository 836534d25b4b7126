package io.cardferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardferry.issuer.IssuerAnswer;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PackLoader;
import io.cardferry.issuer.PackOverrides;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** The shipped packs and those that the tests have of the other formats, and of each what its sample {@code approved} holds. */
final class Samples {

    private static final JsonMapper JSON = new JsonMapper();

    private Samples() {}

    static IssuerPack pack(String id) {
        return Stream.of("config/issuers", "src/test/resources/formats")
                .flatMap(folder -> PackLoader.load(Path.of(folder), PackOverrides.NONE).stream())
                .filter(pack -> pack.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode canonical(IssuerPack pack) {
        return json(pack, "canonical.json");
    }

    static UUID requestId(IssuerPack pack) {
        return UUID.fromString(json(pack, "answer.json").path("requestId").asText());
    }

    static IssuerAnswer answer(IssuerPack pack) {
        JsonNode answer = json(pack, "answer.json");
        return new IssuerAnswer(answer.path("status").asInt(), null, body(pack, answer));
    }

    /** In the file itself, or beside it in that of its format. */
    private static byte[] body(IssuerPack pack, JsonNode answer) {
        if (answer.has("body") || answer.has("text")) {
            String text = answer.has("body")
                    ? answer.path("body").toString()
                    : answer.path("text").asText();
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try (Stream<Path> files = Files.list(folder(pack))) {
            Path body = files.filter(file -> file.getFileName().toString().matches("answer\\.(?!json).*"))
                    .findFirst()
                    .orElseThrow();
            return pack.format().ofSample(Files.readAllBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(IssuerPack pack, String name) {
        try {
            return JSON.readTree(folder(pack).resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(IssuerPack pack) {
        return pack.folder().resolve("samples/approved");
    }
}
