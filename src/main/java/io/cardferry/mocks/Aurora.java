package io.cardferry.mocks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/**
 * The mock issuer aurora (docs/adding-an-issuer.md): reads a request, opens its sealed card, and gives one answer per request
 * id for ever. Which answer is the routes' choice, by the behaviour that {@code mocks/accounts.yaml} gives the card.
 */
public final class Aurora {

    private final ObjectMapper json = JsonMapper.builder().build();
    private final RequestMemory memory = new RequestMemory();
    private final CardDesk desk;

    Aurora(CardDesk desk) {
        this.desk = desk;
    }

    /**
     * What the request asks for and how it is to be treated. A request id that was answered before is treated as
     * APPROVE, whose answer is the remembered one.
     *
     * @param idempotencyKey the header, which must be the request id
     */
    public MockRequest read(String body, String idempotencyKey) {
        JsonNode request;
        try {
            request = json.readTree(body);
        } catch (JsonProcessingException e) {
            return MockRequest.refused(null, "UNREADABLE");
        }
        String requestId = request.path("requestId").asText("");
        if (requestId.isEmpty()) {
            return MockRequest.refused(null, "MISSING_REQUEST_ID");
        }
        if (!requestId.equals(idempotencyKey)) {
            return MockRequest.refused(requestId, "IDEMPOTENCY_KEY_DIFFERS");
        }
        int attempt = memory.attempt(requestId);
        if (memory.answer(requestId).isPresent()) {
            return new MockRequest(requestId, Behaviour.APPROVE, null);
        }
        return desk.treat(
                requestId,
                request.path("sealedCard").asText(),
                request.path("walletAccountId").asText(),
                request.path("cardRef").asText(),
                attempt);
    }

    /** Registers the card, unless this request id was answered before. */
    public String approve(MockRequest request) {
        return memory.answer(
                request.requestId(),
                () -> answer(request, "APPROVED")
                        .put("tokenReference", newTokenReference())
                        .toString());
    }

    public String decline(MockRequest request) {
        return memory.answer(
                request.requestId(),
                () -> answer(request, "DECLINED")
                        .put("reasonCode", "DO_NOT_HONOUR")
                        .toString());
    }

    public String askForVerification(MockRequest request) {
        return memory.answer(request.requestId(), () -> {
            ObjectNode answer =
                    answer(request, "REQUIRE_ADDITIONAL_AUTHENTICATION").put("tokenReference", newTokenReference());
            answer.putArray("activationMethods")
                    .addObject()
                    .put("id", "sms-1")
                    .put("type", "SMS")
                    .put("hint", "*** 789");
            return answer.toString();
        });
    }

    /**
     * The remembered answer, or an empty text if the request id was never seen.
     *
     * @param rawPath the request's path, whose last segment is the request id
     */
    public String inquire(String rawPath) {
        return memory.answer(rawPath.substring(rawPath.lastIndexOf('/') + 1)).orElse("");
    }

    /** Per request id, how often it took effect and how often it came. */
    public String effects() throws JsonProcessingException {
        return json.writeValueAsString(memory.effects());
    }

    private ObjectNode answer(MockRequest request, String decision) {
        return json.createObjectNode().put("requestId", request.requestId()).put("decision", decision);
    }

    private static String newTokenReference() {
        return "AUR-" + UUID.randomUUID();
    }
}
