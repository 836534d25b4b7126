package io.cardferry.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.registration.DiscoveredCard;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a source's HTTP answer (docs/sources.md), strictly: an answer that breaks one rule is no answer, because half
 * a list would pass for a whole one. Unknown fields are ignored. Safe for use by many threads at once.
 */
public final class CardListReader {

    /** The largest answer that is read, in bytes. */
    public static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final int MAX_CARDS = 200;
    private static final int MAX_DEPTH = 32;

    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * What an answer means.
     *
     * @param source who answered
     * @param accountId the account that was asked for
     * @param status the HTTP status
     * @param body the answer's body, at most {@link #MAX_BYTES} and one byte of it if it is longer; {@code null} if none
     */
    public SourceAnswer read(CardSource source, String accountId, int status, byte[] body) {
        if (status != 200 && status != 404) {
            return SourceAnswer.failed(source, "HTTP status " + status);
        }
        try {
            Fields answer = new Fields(parse(body), "answer");
            return status == 200 ? list(source, accountId, answer) : notFound(source, answer);
        } catch (InvalidListException invalid) {
            return SourceAnswer.failed(source, "HTTP status " + status + ", but " + invalid.getMessage());
        }
    }

    private JsonNode parse(byte[] body) {
        if (body == null || body.length == 0) {
            throw new InvalidListException("the body is empty");
        }
        if (body.length > MAX_BYTES) {
            throw new InvalidListException("the body is larger than " + MAX_BYTES + " bytes");
        }
        try {
            return json.readTree(body);
        } catch (IOException malformed) {
            // Jackson's own message may quote the body.
            throw new InvalidListException(
                    "the body is not JSON, holds a key twice, or is nested deeper than " + MAX_DEPTH);
        }
    }

    /** A wrong address gives 404 as well: only the source's own word says that the account is unknown. */
    private static SourceAnswer notFound(CardSource source, Fields answer) {
        JsonNode code = answer.get("code");
        if (code == null || !code.isTextual() || !"ACCOUNT_UNKNOWN".equals(code.textValue())) {
            throw new InvalidListException("the code is not ACCOUNT_UNKNOWN");
        }
        return SourceAnswer.accountUnknown(source);
    }

    private static SourceAnswer list(CardSource source, String accountId, Fields answer) {
        JsonNode named = answer.get("accountId");
        if (named == null || !named.isTextual() || !named.textValue().equals(accountId)) {
            throw answer.broken("accountId", "is not the account that was asked for");
        }
        Instant asOf = asOf(answer);
        return SourceAnswer.listed(source, answer.flag("complete", false), asOf, cards(source, asOf, answer));
    }

    private static List<DiscoveredCard> cards(CardSource source, Instant asOf, Fields answer) {
        JsonNode listed = answer.get("cards");
        if (listed == null || !listed.isArray()) {
            throw answer.broken("cards", "is not a list");
        }
        if (listed.size() > MAX_CARDS) {
            throw answer.broken("cards", "holds more than " + MAX_CARDS + " cards");
        }
        List<DiscoveredCard> cards = new ArrayList<>();
        Set<String> refs = new HashSet<>();
        for (JsonNode card : listed) {
            String where = "cards[" + cards.size() + "]";
            DiscoveredCard read = ListedCard.read(source.id(), asOf, card, where);
            if (!refs.add(read.cardRef())) {
                throw new InvalidListException(where + ".cardRef stands there twice");
            }
            cards.add(read);
        }
        return cards;
    }

    private static Instant asOf(Fields answer) {
        String rule = "a time as RFC 3339 writes it";
        String text = answer.optionalMatch("asOf", RFC_3339, rule);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noSuchTime) {
            throw answer.broken("asOf", "is not " + rule);
        }
    }
}
