package io.cardferry.issuer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The packs whose bytes a layout describes: the two that are shipped, and two that are nothing like them. */
final class LayoutPacks {

    static final List<IssuerPack> ALL = Stream.of(PackFixture.SHIPPED, Path.of("src/test/resources/formats"))
            .flatMap(folder -> PackLoader.load(folder, PackOverrides.NONE).stream())
            .filter(pack -> Files.exists(pack.folder().resolve("layout.yaml")))
            .toList();

    private static final JsonMapper JSON = new JsonMapper();

    private LayoutPacks() {}

    static IssuerPack pack(String id) {
        return ALL.stream().filter(pack -> pack.id().equals(id)).findFirst().orElseThrow();
    }

    /** The card registration of its sample {@code approved}, with a well-known card and device. */
    static ObjectNode canonical(String id) {
        try {
            ObjectNode canonical = (ObjectNode)
                    JSON.readTree(Files.readString(pack(id).folder().resolve("samples/approved/canonical.json")));
            ((ObjectNode) canonical.get("card")).put("pan", "4111111111111111");
            ((ObjectNode) canonical.get("device")).put("name", "Living room TV");
            return canonical;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The bytes that a file of its samples stands for. */
    static byte[] sample(String id, String file) {
        try {
            return pack(id).format()
                    .ofSample(Files.readAllBytes(pack(id).folder().resolve("samples/" + file)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A copy of its folder. */
    static Path copyOf(String id, Path issuers) {
        try {
            FileSystemUtils.copyRecursively(pack(id).folder(), issuers.resolve(id));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return issuers.resolve(id);
    }
}
