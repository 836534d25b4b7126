package io.cardferry.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Registration;
import java.util.List;
import java.util.Map;

/** Makes the answers of the API. The door adds {@code Cache-Control: no-store} to each. */
public final class Answers {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // Else characters beyond the basic plane would be written as two escapes each.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private Answers() {}

    /** 200 with a registration as it stands. */
    public static HttpAnswer registration(Registration registration) {
        return json(200, RegistrationView.of(registration));
    }

    /** 200 with a registration's history, oldest first. */
    public static HttpAnswer history(List<HistoryEntry> entries) {
        return json(200, HistoryView.of(entries));
    }

    /** A problem; one that passes says when to try again. */
    public static HttpAnswer problem(Problem problem) {
        HttpAnswer answer = answer(problem.code().status(), Problem.MEDIA_TYPE, problem.toJson());
        return problem.code().isPassing() ? answer.with("Retry-After", "1") : answer;
    }

    /** Any JSON. */
    public static HttpAnswer json(int status, JsonNode body) {
        return answer(status, "application/json", body);
    }

    private static HttpAnswer answer(int status, String contentType, JsonNode body) {
        try {
            byte[] bytes = MAPPER.writeValueAsBytes(body);
            return new HttpAnswer(status, Map.of(), contentType, bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }
}
