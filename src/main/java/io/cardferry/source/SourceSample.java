package io.cardferry.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardferry.mapping.JsonDifferences;
import io.cardferry.registration.SourceStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** One sample of a source: an answer as it comes, and the list that is believed to be in it. */
final class SourceSample {

    private static final String ANSWER = "answer.json";
    private static final String LIST = "list.json";
    private static final Set<String> ANSWER_KEYS = Set.of("accountId", "status", "body", "text");

    /** Far more than an answer and a list of 200 cards. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final CardSource source;
    private final Path folder;

    /** @param folder the sample's own, with both files in it */
    SourceSample(CardSource source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    /** @return one line per difference */
    List<String> differences() {
        try {
            JsonNode answer = json(ANSWER);
            JsonNode list = json(LIST);
            requireAnswer(answer);
            return differences(answer, list);
        } catch (IllegalArgumentException unusable) {
            return List.of(unusable.getMessage());
        }
    }

    private List<String> differences(JsonNode answer, JsonNode list) {
        CardListReader reader = new CardListReader();
        String accountId = answer.get("accountId").textValue();
        int status = answer.get("status").intValue();
        byte[] body = body(answer).getBytes(StandardCharsets.UTF_8);
        SourceAnswer read = reader.read(source, accountId, status, body);
        if (read.report().status() == SourceStatus.FAILED) {
            return read.detail().equals(list.path("failed").textValue())
                    ? List.of()
                    : List.of(folder.resolve(ANSWER) + ": fails: " + read.detail());
        }
        return JsonDifferences.between(list, reader.canonical(source.form(), accountId, status, body)).stream()
                .map(difference -> folder.resolve(LIST) + ": " + difference.line())
                .toList();
    }

    private static String body(JsonNode answer) {
        return answer.has("body")
                ? answer.get("body").toString()
                : answer.path("text").asText();
    }

    private void requireAnswer(JsonNode answer) {
        boolean known = answer.properties().stream().allMatch(field -> ANSWER_KEYS.contains(field.getKey()));
        if (!known
                || !answer.path("accountId").isTextual()
                || !answer.path("status").isInt()
                || answer.has("body") && answer.has("text")) {
            throw new IllegalArgumentException(folder.resolve(ANSWER)
                    + ": has the keys accountId, status (a number), and at most one of body (JSON) and text");
        }
    }

    private JsonNode json(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    file + ": there is no such file; a sample is a folder with " + ANSWER + " and " + LIST);
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(file + ": is larger than " + MAX_BYTES + " bytes");
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    file + ": is not JSON (line " + malformed.getLocation().getLineNr() + ")", malformed);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + ": can't be read; check its permissions", unreadable);
        }
    }
}
