package io.cardferry.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tables and hex dumps of docs/formats.md, from the shipped packs' layouts and samples. */
final class ShippedLayouts {

    private static final Path CUMULUS = Path.of("config/issuers/cumulus");
    private static final Path DELTA = Path.of("config/issuers/delta");
    private static final YAMLMapper YAML = new YAMLMapper();

    private ShippedLayouts() {}

    static List<String> fieldsOfCumulus() throws IOException {
        return new Iso8583Table(Files.readString(CUMULUS.resolve("layout.yaml")), layout(CUMULUS)).lines();
    }

    /** @param file below the pack's samples */
    static List<String> dumpOfCumulus(String file) throws IOException {
        return MessageDump.ofHexFile(CUMULUS.resolve("samples").resolve(file));
    }

    static List<String> recordOfDelta() throws IOException {
        return RecordTable.of(layout(DELTA).at("/requests/registration"));
    }

    static List<String> answerOfDelta() throws IOException {
        return RecordTable.of(layout(DELTA).at("/answers/0"));
    }

    static List<String> dumpOfDeltasRecord() throws IOException {
        return MessageDump.ofRecord(
                DELTA.resolve("samples/approved/message.txt"),
                RecordTable.places(layout(DELTA).at("/requests/registration")));
    }

    static List<String> dumpOfDeltasAnswer() throws IOException {
        return MessageDump.ofRecord(
                DELTA.resolve("samples/approved/answer.txt"),
                RecordTable.places(layout(DELTA).at("/answers/0")));
    }

    private static JsonNode layout(Path pack) throws IOException {
        return YAML.readTree(pack.resolve("layout.yaml").toFile());
    }
}
