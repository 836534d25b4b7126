package io.cardferry.issuer;

import io.cardferry.delivery.IssuerRules;
import io.cardferry.delivery.RetryPolicy;
import io.cardferry.security.EncryptionKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that the hub knows about one issuer (docs/adding-an-issuer.md). Immutable; a changed folder is a new pack with a
 * new version.
 *
 * @param id the issuer code, {@code [a-z][a-z0-9-]{0,30}}
 * @param name for people
 * @param version the first 8 hex digits of the SHA-256 over the folder's file names and bytes, and over what the
 *     configuration says instead of them: two packs of one version are reached alike and rendered alike
 * @param folder where it was read from
 * @param bins the cards that are its own, of those that come without an issuer code
 * @param transport how it is reached
 * @param format its messages
 * @param sealedCardKey for whose key its cards are sealed
 * @param encryptionKey to which its messages are sealed, or empty if they are not
 * @param answers what its statuses stand for
 * @param inquiry how it is asked, or empty if it can't be
 * @param repeat what it does with a request id that it has seen
 * @param remembers how long {@code inquiry} and {@code repeat} hold
 * @param retry how often and how long it is tried; its age is not above {@code remembers}
 * @param concurrency how many exchanges may be open at once
 */
public record IssuerPack(
        String id,
        String name,
        String version,
        Path folder,
        List<BinRange> bins,
        Transport transport,
        MessageFormat format,
        SealedCardKey sealedCardKey,
        Optional<EncryptionKey> encryptionKey,
        AnswerTable answers,
        Optional<Inquiry> inquiry,
        Repeat repeat,
        Duration remembers,
        RetryPolicy retry,
        int concurrency) {

    public IssuerPack {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(folder, "folder");
        bins = List.copyOf(bins);
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(sealedCardKey, "sealedCardKey");
        Objects.requireNonNull(encryptionKey, "encryptionKey");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(inquiry, "inquiry");
        Objects.requireNonNull(repeat, "repeat");
        if (retry.maxAge().compareTo(remembers) > 0) {
            throw new IllegalArgumentException("max-age " + DurationText.print(retry.maxAge())
                    + " is longer than the issuer remembers, " + DurationText.print(remembers));
        }
    }

    /** What the issuer allows to be done about a card that it has not decided. */
    public IssuerRules rules() {
        Duration notBefore = inquiry.map(Inquiry::notBefore).orElse(Duration.ZERO);
        return new IssuerRules(retry, inquiry.isPresent(), notBefore, repeat == Repeat.SAFE, remembers);
    }

    /** Id and version, e.g. {@code aurora@1a2b3c4d}. */
    @Override
    public String toString() {
        return id + "@" + version;
    }
}
