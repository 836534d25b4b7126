package io.cardferry.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.registration.DiscoveredCard;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ValueRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a source's HTTP answer (docs/sources.md), strictly: an answer that breaks one rule is no answer, because half
 * a list would pass for a whole one. What a mapping makes of another wallet's answer is read as strictly. Unknown fields
 * are ignored. Safe for use by many threads at once.
 */
public final class CardListReader {

    /** The largest answer that is read, in bytes. */
    public static final int MAX_BYTES = AnswerJson.MAX_BYTES;

    private static final int MAX_CARDS = 200;
    private static final ValueRange RFC_3339_YEARS = ValueRange.of(0, 9999);

    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

    /**
     * What an answer means.
     *
     * @param source who answered
     * @param accountId the account that was asked for
     * @param status the HTTP status
     * @param body the answer's body, at most {@link #MAX_BYTES} and one byte of it if it is longer
     */
    public SourceAnswer read(CardSource source, String accountId, int status, byte[] body) {
        if (!source.form().reads(status)) {
            return SourceAnswer.failed(source, "HTTP status " + status);
        }
        try {
            JsonNode said = canonical(source.form(), accountId, status, body);
            return believed(source, accountId, status, new Fields(said, "answer"));
        } catch (InvalidListException invalid) {
            return SourceAnswer.failed(source, "HTTP status " + status + ", but " + invalid.getMessage());
        }
    }

    /**
     * The answer in the form of docs/sources.md, not checked yet.
     *
     * @throws InvalidListException if it is no JSON, or its mapping fails
     */
    JsonNode canonical(SourceForm form, String accountId, int status, byte[] body) {
        return form.mapping() == null
                ? AnswerJson.canonical(body)
                : form.mapping().apply(status, accountId, AnswerJson.forMapping(body));
    }

    private static SourceAnswer believed(CardSource source, String accountId, int status, Fields answer) {
        boolean mapped = source.form().mapping() != null;
        if (mapped ? answer.get("code") != null : status != 200) {
            return accountUnknown(source, answer);
        }
        if (mapped && !AnswerMapping.mayList(status)) {
            throw new InvalidListException("the mapping makes a list of it");
        }
        return list(source, accountId, answer);
    }

    /** A wrong address gives 404 as well: only the source's own word says that the account is unknown. */
    private static SourceAnswer accountUnknown(CardSource source, Fields answer) {
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
            Instant asOf = OffsetDateTime.parse(text).toInstant();
            // With an offset, the first and last hours of RFC 3339 lie outside of it in UTC.
            RFC_3339_YEARS.checkValidValue(asOf.atOffset(ZoneOffset.UTC).getYear(), ChronoField.YEAR);
            return asOf;
        } catch (DateTimeException noSuchTime) {
            throw answer.broken("asOf", "is not " + rule);
        }
    }
}
