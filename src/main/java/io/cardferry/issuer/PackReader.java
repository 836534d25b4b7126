package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.delivery.RetryPolicy;
import io.cardferry.outbound.AuthenticationReader;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.security.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a pack of a folder: what the schema can't say is checked here. */
final class PackReader {

    /** docs/adding-an-issuer.md. */
    private static final String REMEMBERS_BY_DEFAULT = "24h";

    private static final Duration ONE_MS = Duration.ofMillis(1);

    private final PackFolder folder;
    private final PackDocument document;
    private final PackProblems problems;
    private final Optional<AuthenticationReader> secrets;

    /** @param secrets what the configuration holds of them; empty if the pack is not enabled */
    PackReader(
            PackFolder folder, PackDocument document, PackProblems problems, Optional<AuthenticationReader> secrets) {
        this.folder = folder;
        this.document = document;
        this.problems = problems;
        this.secrets = secrets;
    }

    /** @return empty if something is wrong, which is then among the problems */
    Optional<IssuerPack> read() {
        DocumentSchema.ISSUER.violations(document.tree()).forEach(found -> problems.add(found.pointer(), found.what()));
        if (!problems.lines().isEmpty()) {
            return Optional.empty();
        }
        requireIdOfFolder();
        List<BinRange> bins = bins();
        Transport transport = TransportReader.read(document, problems, secrets);
        MessageProtection protection = new MessageProtectionReader(folder, document, problems).read();
        MessageFormat format = new MessageFormatReader(folder, document, problems).read();
        new TransportFit(document, problems).check(transport, format);
        Optional<Inquiry> inquiry = inquiry();
        RetryPolicy retry = retry();
        Duration remembers = problems.check("/remembers", this::remembers);
        requireRetriesWithin(remembers, retry);
        requireTimeToAsk(inquiry, retry);
        if (!problems.lines().isEmpty()) {
            return Optional.empty();
        }
        Repeat repeat = Repeat.valueOf(document.text("/repeat").toUpperCase(Locale.ROOT));
        return Optional.of(new IssuerPack(
                document.text("/id"),
                document.text("/name"),
                folder.version(document.overrides(), protection.keyFromOutside()),
                folder.path(),
                bins,
                transport,
                format,
                SealedCardKey.valueOf(document.text("/sealed-card-key").toUpperCase(Locale.ROOT)),
                protection.key(),
                new AnswerTable(answers(), repeat),
                inquiry,
                repeat,
                remembers,
                retry,
                document.tree().at("/concurrency").intValue()));
    }

    private void requireRetriesWithin(Duration remembers, RetryPolicy retry) {
        if (retry != null && remembers != null && retry.maxAge().compareTo(remembers) > 0) {
            problems.add(
                    "/retry/max-age",
                    SafeText.quoted(document.text("/retry/max-age")) + " is longer than the issuer remembers ("
                            + DurationText.print(remembers) + "); make it at most that");
        }
    }

    /** An inquiry that comes after the last moment of the policy would never be made. */
    private void requireTimeToAsk(Optional<Inquiry> inquiry, RetryPolicy retry) {
        if (inquiry.isPresent() && retry != null && inquiry.get().notBefore().compareTo(retry.maxAge()) >= 0) {
            problems.add(
                    "/inquiry/not-before",
                    SafeText.quoted(DurationText.print(inquiry.get().notBefore()))
                            + " leaves no time to ask: nothing is done after the max-age of the retry policy ("
                            + DurationText.print(retry.maxAge()) + "); make it shorter than that");
        }
    }

    private void requireIdOfFolder() {
        String name = folder.path().getFileName().toString();
        if (!document.text("/id").equals(name)) {
            problems.add(
                    "/id", SafeText.quoted(document.text("/id")) + " is not the name of its folder, '" + name + "'");
        }
    }

    private List<BinRange> bins() {
        List<BinRange> bins = new ArrayList<>();
        JsonNode listed = document.tree().at("/cards/bins");
        for (int i = 0; i < listed.size(); i++) {
            String text = listed.get(i).asText();
            bins.add(problems.check("/cards/bins/" + i, () -> BinRange.parse(text)));
        }
        return bins;
    }

    private Map<Integer, OutcomeClass> answers() {
        Map<Integer, OutcomeClass> overrides = new HashMap<>();
        document.tree().at("/answers").properties().forEach(answer -> {
            String word = answer.getValue().asText();
            for (OutcomeClass outcomeClass : OutcomeClass.values()) {
                if (outcomeClass.word().equals(word)) {
                    overrides.put(Integer.valueOf(answer.getKey()), outcomeClass);
                }
            }
        });
        return overrides;
    }

    private Optional<Inquiry> inquiry() {
        if (document.tree().at("/inquiry").isMissingNode()) {
            return Optional.empty();
        }
        Optional<Inquiry.Address> address = document.optionalText("/inquiry/path")
                        .isPresent()
                ? Optional.ofNullable(problems.check(
                        "/inquiry/path",
                        () -> new Inquiry.Address(
                                document.text("/inquiry/method"), new Template(document.text("/inquiry/path")))))
                : Optional.empty();
        Duration notBefore = problems.check(
                "/inquiry/not-before",
                () -> DurationText.parse(document.text("/inquiry/not-before"), Duration.ZERO, remembers()));
        return notBefore == null ? Optional.empty() : Optional.of(new Inquiry(address, notBefore));
    }

    private Duration remembers() {
        String text = document.optionalText("/remembers").orElse(REMEMBERS_BY_DEFAULT);
        return DurationText.parse(text, ONE_MS, null);
    }

    private RetryPolicy retry() {
        Duration firstDelay = delay("/retry/first-delay");
        Duration maxDelay = delay("/retry/max-delay");
        Duration maxAge = delay("/retry/max-age");
        if (firstDelay == null || maxDelay == null || maxAge == null) {
            return null;
        }
        if (firstDelay.compareTo(maxDelay) > 0) {
            firstDelayIsLongest();
            return null;
        }
        JsonNode retry = document.tree().at("/retry");
        return problems.check(
                "/retry",
                () -> new RetryPolicy(
                        firstDelay,
                        retry.get("multiplier").doubleValue(),
                        maxDelay,
                        retry.get("max-attempts").intValue(),
                        maxAge));
    }

    /** Told where somebody changed one of the two last: outside the pack, if that is where it was. */
    private void firstDelayIsLongest() {
        String first = document.text("/retry/first-delay");
        String max = document.text("/retry/max-delay");
        if (document.isOverridden("/retry/max-delay") && !document.isOverridden("/retry/first-delay")) {
            problems.add(
                    "/retry/max-delay",
                    SafeText.quoted(max) + " is shorter than first-delay (" + first + "); make it at least that");
        } else {
            problems.add(
                    "/retry/first-delay",
                    SafeText.quoted(first) + " is longer than max-delay (" + max + "); make it at most that");
        }
    }

    private Duration delay(String pointer) {
        return problems.check(pointer, () -> DurationText.parse(document.text(pointer), ONE_MS, null));
    }
}
