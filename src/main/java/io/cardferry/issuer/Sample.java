package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.Difference;
import io.cardferry.mapping.JsonDifferences;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** One sample of a pack, and how the pack differs from it. */
final class Sample {

    private static final String CANONICAL = "canonical.json";
    private static final String MESSAGE = "message.";
    private static final String INQUIRY = "inquiry.";
    private static final String ECHO = "echo.";
    private static final String HEADERS = "headers.json";
    private static final String ANSWER = "answer.json";
    private static final String ANSWER_BODY = "answer.";
    private static final String OUTCOME = "outcome.json";

    private static final MessageRenderer RENDERER = new MessageRenderer();
    private static final AnswerReader READER = new AnswerReader(Clock.systemUTC());

    private final IssuerPack pack;
    private final PackFolder folder;
    private final String place;
    private final Set<String> files;
    private final String message;
    private final String inquiry;
    private final String echo;
    private final String answerBody;
    private final List<PackFinding> findings = new ArrayList<>();

    /** @param files which of {@link #filesOf} it has */
    Sample(IssuerPack pack, PackFolder folder, String place, Set<String> files) {
        this.pack = pack;
        this.folder = folder;
        this.place = place;
        this.files = files;
        this.message = MESSAGE + pack.format().sampleEnding();
        this.inquiry = INQUIRY + pack.format().sampleEnding();
        this.echo = ECHO + pack.format().sampleEnding();
        this.answerBody = ANSWER_BODY + pack.format().sampleEnding();
    }

    /** The files that samples of this format are made of. */
    static SortedSet<String> filesOf(MessageFormat format) {
        String ending = format.sampleEnding();
        SortedSet<String> files =
                new TreeSet<>(List.of(ANSWER, ANSWER_BODY + ending, CANONICAL, HEADERS, MESSAGE + ending, OUTCOME));
        if (format.asksByMessage()) {
            files.add(INQUIRY + ending);
        }
        if (format.echoes()) {
            files.add(ECHO + ending);
        }
        return files;
    }

    /** What makes it a sample, in words: at least one of two pairs. */
    static String pairsOf(MessageFormat format) {
        return CANONICAL + " with " + MESSAGE + format.sampleEnding() + ", " + ANSWER + " with " + OUTCOME
                + ", or both";
    }

    /** The card registration that it starts from; empty if it has none that a hub could make. */
    Optional<JsonNode> card() {
        try {
            return files.contains(CANONICAL)
                    ? Optional.of(json(CANONICAL))
                            .filter(card -> DocumentSchema.CANONICAL_CARD
                                    .violations(card)
                                    .isEmpty())
                    : Optional.empty();
        } catch (Unusable rubbish) {
            return Optional.empty();
        }
    }

    boolean provesMessage() {
        return files.contains(CANONICAL);
    }

    boolean provesAnswer() {
        return files.contains(ANSWER);
    }

    List<PackFinding> findings() {
        if (files.contains(inquiry) || files.contains(echo)) {
            requireBeside(inquiry, CANONICAL);
            requireBeside(echo, CANONICAL);
            requireBeside(message, CANONICAL);
        } else {
            requireTogether(CANONICAL, message);
        }
        requireTogether(ANSWER, OUTCOME);
        requireBeside(HEADERS, CANONICAL);
        requireBeside(answerBody, ANSWER);
        if (!findings.isEmpty()) {
            return findings;
        }
        try {
            if (files.contains(CANONICAL)) {
                checkMessage();
            }
            if (files.contains(ANSWER)) {
                checkAnswer();
            }
        } catch (Unusable unusable) {
            add(unusable.file, unusable.getMessage());
        }
        return findings;
    }

    private void checkMessage() {
        JsonNode canonical = json(CANONICAL);
        List<DocumentSchema.Violation> violations = DocumentSchema.CANONICAL_CARD.violations(canonical);
        if (!violations.isEmpty()) {
            violations.forEach(found -> add(CANONICAL, found.pointer() + " " + found.what()));
            return;
        }
        String present = pack.sealedCardKey() == SealedCardKey.HUB ? "pan" : "sealedCard";
        String absent = pack.sealedCardKey() == SealedCardKey.HUB ? "sealedCard" : "pan";
        if (!canonical.at("/card").has(present) || canonical.at("/card").has(absent)) {
            add(
                    CANONICAL,
                    "/card must have " + present + " and no " + absent + ", where sealed-card-key is "
                            + pack.sealedCardKey().name().toLowerCase(Locale.ROOT));
            return;
        }
        MessageFormat format = pack.format();
        checkBesideMessage(inquiry, canonical, MessageFormat.INQUIRY_KEYS, format::writeInquiry);
        checkBesideMessage(echo, canonical, MessageFormat.ECHO_KEYS, format::writeEcho);
        if (!files.contains(message)) {
            return;
        }
        IssuerMessage rendered;
        try {
            rendered = RENDERER.renderUnsealed(pack, canonical);
        } catch (NotRepresentable | MappingFailed failed) {
            add(message, "no message came out: " + failed.getMessage());
            return;
        }
        addAll(message, read(message, sample -> pack.format().differences(sample, rendered.body())));
        if (files.contains(HEADERS)) {
            addAll(HEADERS, SampleJson.differencesOnTheWire(json(HEADERS), SampleJson.of(rendered.headers())));
        }
    }

    /** As if the registration of that sample were asked about, or its time and number were an echo's. */
    private void checkBesideMessage(
            String file, JsonNode canonical, Set<String> keys, Function<JsonNode, byte[]> writing) {
        if (!files.contains(file)) {
            return;
        }
        ObjectNode ids = ((ObjectNode) canonical).deepCopy().retain(keys);
        try {
            byte[] written = writing.apply(ids);
            addAll(file, read(file, sample -> pack.format().differences(sample, written)));
        } catch (NotRepresentable | MappingFailed failed) {
            add(file, "no message came out: " + failed.getMessage());
        }
    }

    private void checkAnswer() {
        SampleAnswer sample = read(ANSWER, bytes -> SampleAnswer.of(parse(bytes), bodyBeside()));
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
            throw new Unusable(ANSWER, failed);
        }
    }

    /** The body that stands in a file of its own; {@code null} if there is none. */
    private byte[] bodyBeside() {
        return files.contains(answerBody) && !answerBody.equals(ANSWER)
                ? read(answerBody, pack.format()::ofSample)
                : null;
    }

    private JsonNode json(String file) {
        return read(file, Sample::parse);
    }

    private static JsonNode parse(byte[] bytes) {
        return SampleJson.parse(new String(bytes, StandardCharsets.UTF_8));
    }

    private <T> T read(String file, Function<byte[], T> reading) {
        try {
            return reading.apply(folder.files().get(place + file));
        } catch (IllegalArgumentException wrong) {
            throw new Unusable(file, wrong);
        }
    }

    private void requireTogether(String one, String other) {
        if (files.contains(one) != files.contains(other)) {
            add(files.contains(one) ? one : other, "stands without " + (files.contains(one) ? other : one));
        }
    }

    private void requireBeside(String one, String other) {
        if (files.contains(one) && !files.contains(other)) {
            add(one, "stands without " + other);
        }
    }

    private String place(String file) {
        return pack.id() + "/" + place + file;
    }

    private void addAll(String file, List<Difference> differences) {
        differences.forEach(difference -> findings.add(PackFinding.of(place(file), difference)));
    }

    private void add(String file, String what) {
        findings.add(PackFinding.of(place(file), what));
    }

    /** One of its files is not what it should be, so that nothing can be compared. */
    private static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String file;

        Unusable(String file, RuntimeException why) {
            super(why.getMessage(), why);
            this.file = file;
        }
    }
}
