package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.JsonDifferences;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One sample of a pack, and how the pack differs from it. */
final class Sample {

    static final String CANONICAL = "canonical.json";
    static final String MESSAGE = "message.json";
    static final String HEADERS = "headers.json";
    static final String ANSWER = "answer.json";
    static final String OUTCOME = "outcome.json";

    /** The files of a sample. */
    static final List<String> FILES = List.of(ANSWER, CANONICAL, HEADERS, MESSAGE, OUTCOME);

    private static final MessageRenderer RENDERER = new MessageRenderer();
    private static final AnswerReader READER = new AnswerReader(Clock.systemUTC());

    private final IssuerPack pack;
    private final PackFolder folder;
    private final String place;
    private final Set<String> files;
    private final List<String> lines = new ArrayList<>();

    /** @param files which of {@link #FILES} it has */
    Sample(IssuerPack pack, PackFolder folder, String place, Set<String> files) {
        this.pack = pack;
        this.folder = folder;
        this.place = place;
        this.files = files;
    }

    List<String> differences() {
        requireTogether(CANONICAL, MESSAGE);
        requireTogether(ANSWER, OUTCOME);
        if (files.contains(HEADERS) && !files.contains(CANONICAL)) {
            add(HEADERS, "stands without " + CANONICAL);
        }
        if (!lines.isEmpty()) {
            return lines;
        }
        try {
            if (files.contains(CANONICAL)) {
                checkMessage();
            }
            if (files.contains(ANSWER)) {
                checkAnswer();
            }
        } catch (IllegalArgumentException unusable) {
            lines.add(pack.id() + "/" + unusable.getMessage());
        }
        return lines;
    }

    private void checkMessage() {
        JsonNode canonical = json(CANONICAL);
        List<DocumentSchema.Violation> violations = DocumentSchema.CANONICAL_CARD.violations(canonical);
        if (!violations.isEmpty()) {
            violations.forEach(found -> add(CANONICAL, found.pointer() + " " + found.what()));
            return;
        }
        IssuerMessage message;
        try {
            message = RENDERER.render(pack, canonical);
        } catch (NotRepresentable | MappingFailed failed) {
            add(MESSAGE, "no message came out: " + failed.getMessage());
            return;
        }
        JsonNode body = SampleJson.parse(new String(message.body(), StandardCharsets.UTF_8));
        addAll(MESSAGE, SampleJson.differencesOnTheWire(json(MESSAGE), body));
        if (files.contains(HEADERS)) {
            addAll(HEADERS, SampleJson.differencesOnTheWire(json(HEADERS), SampleJson.of(message.headers())));
        }
    }

    private void checkAnswer() {
        SampleAnswer sample = SampleAnswer.of(place + ANSWER, json(ANSWER));
        ObjectNode actual = SampleJson.of(READER.read(pack, sample.requestId(), sample.answer()));
        if (json(OUTCOME).has("mapped")) {
            actual.set("mapped", mapped(sample));
        }
        addAll(OUTCOME, JsonDifferences.between(json(OUTCOME), actual));
    }

    private JsonNode mapped(SampleAnswer answer) {
        try {
            return pack.format().read(answer.answer().status(), answer.answer().body());
        } catch (UnreadableAnswer | MappingFailed | NotRepresentable failed) {
            throw new IllegalArgumentException(place + ANSWER + ": " + failed.getMessage(), failed);
        }
    }

    private JsonNode json(String file) {
        try {
            return SampleJson.parse(folder.text(place + file));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(place + file + ": " + wrong.getMessage(), wrong);
        }
    }

    private void requireTogether(String one, String other) {
        if (files.contains(one) != files.contains(other)) {
            add(files.contains(one) ? one : other, "stands without " + (files.contains(one) ? other : one));
        }
    }

    private void addAll(String file, List<String> differences) {
        differences.forEach(difference -> add(file, difference));
    }

    private void add(String file, String what) {
        lines.add(pack.id() + "/" + place + file + ": " + what);
    }
}
