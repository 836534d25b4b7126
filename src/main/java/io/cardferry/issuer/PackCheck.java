package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.coverage.Coverage;
import io.cardferry.mapping.MappingFailed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves a pack's mappings by its samples, {@code samples/<name>/} as docs/adding-an-issuer.md describes them, and finds out
 * what they do with each field.
 */
public final class PackCheck {

    private static final MessageRenderer RENDERER = new MessageRenderer();

    private final IssuerPack pack;
    private final SampleFolders folders;

    /** @throws IllegalArgumentException if the folder can't be read any more */
    public PackCheck(IssuerPack pack) {
        this.pack = pack;
        this.folders = SampleFolders.of(pack);
    }

    /** How many samples there are. */
    public int samples() {
        return folders.samples().size();
    }

    /** What keeps the samples from proving the pack; empty if nothing does. */
    public List<PackFinding> findings() {
        List<PackFinding> findings = new ArrayList<>(folders.findings());
        requireProof(findings);
        folders.samples().forEach(sample -> findings.addAll(sample.findings()));
        return findings;
    }

    /** What the request mapping does with each field, as far as the samples can show it. */
    public Coverage coverage() {
        List<JsonNode> cards = folders.samples().stream()
                .map(Sample::card)
                .flatMap(Optional::stream)
                .toList();
        return Coverage.of(cards, this::fields);
    }

    /** A pack is a folder that proves itself: in both directions. */
    private void requireProof(List<PackFinding> findings) {
        String place = pack.id() + "/" + SampleFolders.SAMPLES;
        if (folders.samples().isEmpty()) {
            findings.add(PackFinding.of(place, "holds no sample; nothing proves the mappings"));
        } else if (folders.samples().stream().noneMatch(Sample::provesMessage)) {
            findings.add(PackFinding.of(place, "holds no sample of a message; nothing proves the request mapping"));
        } else if (folders.samples().stream().noneMatch(Sample::provesAnswer)) {
            findings.add(PackFinding.of(place, "holds no sample of an answer; nothing proves the answer mapping"));
        }
    }

    /** Everything in a message that could follow from the card registration. */
    private Map<String, String> fields(JsonNode card) {
        IssuerMessage message = RENDERER.renderUnsealed(pack, card);
        Map<String, String> fields = new LinkedHashMap<>();
        if (!message.path().isEmpty()) {
            fields.put("path", message.path());
        }
        message.headers().forEach((name, value) -> fields.put("header " + name, value));
        try {
            fields.putAll(pack.format().fields(message.body()));
        } catch (IllegalArgumentException unreadable) {
            throw new MappingFailed(pack.id(), "the mapping gives a message that " + unreadable.getMessage());
        }
        return fields;
    }
}
