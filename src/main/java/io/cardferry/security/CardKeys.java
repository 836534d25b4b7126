package io.cardferry.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The RSA keys that card sources seal cards for. Every one of them opens; the newest is the one to seal for. A key is in
 * force, and published, until {@link #OVERLAP} after a newer one was made: from then on it is retired, and only opens.
 */
public final class CardKeys {

    /** How long a key is still published beside a newer one: no source has to change over at once. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private final List<CardKey> newestFirst;

    CardKeys(List<CardKey> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
    }

    /** Whether there is none: nobody can seal a card for this hub. */
    public boolean isEmpty() {
        return newestFirst.isEmpty();
    }

    /** The public keys that are in force, newest first, as a JWK Set (RFC 7517 section 5); no key of it is private. */
    public String publishedAt(Instant now) {
        List<JWK> published = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            if (isInForce(i, now)) {
                published.add(newestFirst.get(i).published());
            }
        }
        return new JWKSet(published).toString(true);
    }

    Optional<CardKey> find(String kid) {
        return newestFirst.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /** All of them, newest first, as people may see them. */
    List<ListedKey> listedAt(Instant now) {
        List<ListedKey> listed = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            CardKey key = newestFirst.get(i);
            listed.add(new ListedKey(key.kid(), key.alias(), ListedKey.Kind.CARD, key.madeAt(), isInForce(i, now)));
        }
        return listed;
    }

    private boolean isInForce(int place, Instant now) {
        return place == 0 || newestFirst.get(place - 1).madeAt().plus(OVERLAP).isAfter(now);
    }
}
