package io.cardferry.mocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.UUID;

/** The mock issuer aurora's JSON (docs/adding-an-issuer.md). */
final class AuroraWords implements IssuerWords {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final ObjectMapper json = JsonMapper.builder().build();

    @Override
    public Format format() {
        return Format.JSON;
    }

    @Override
    public CardRequest read(byte[] body, String idempotencyKey) {
        JsonNode request;
        try {
            request = json.readTree(body);
        } catch (IOException e) {
            return CardRequest.refused("", "", "UNREADABLE");
        }
        String requestId = request.path("requestId").asText("");
        if (requestId.isEmpty()) {
            return CardRequest.refused("", "", "MISSING_REQUEST_ID");
        }
        if (!requestId.equals(idempotencyKey)) {
            return CardRequest.refused(requestId, "", "IDEMPOTENCY_KEY_DIFFERS");
        }
        return CardRequest.sealed(
                requestId,
                request.path("walletAccountId").asText(),
                request.path("device").path("id").asText(),
                request.path("cardRef").asText(),
                request.path("sealedCard").asText());
    }

    @Override
    public MockAnswer decided(CardRequest asked, Decided decided) {
        Decision decision = decided.decision();
        ObjectNode answer = json.createObjectNode().put("requestId", asked.requestId());
        switch (decision) {
            case APPROVE -> answer.put("decision", "APPROVED");
            case DECLINE -> answer.put("decision", "DECLINED").put("reasonCode", "DO_NOT_HONOUR");
            case VERIFY -> answer.put("decision", "REQUIRE_ADDITIONAL_AUTHENTICATION");
        }
        if (decision != Decision.DECLINE && !decided.token().isEmpty()) {
            answer.put("tokenReference", decided.token());
        }
        if (decision == Decision.VERIFY) {
            answer.putArray("activationMethods")
                    .addObject()
                    .put("id", "sms-1")
                    .put("type", "SMS")
                    .put("hint", "*** 789");
        }
        return Format.JSON.answer(CommonFaults.OK, answer.toString());
    }

    @Override
    public MockAnswer refused(CardRequest asked, String problem) {
        return Format.JSON.trouble(BAD_REQUEST, problem);
    }

    @Override
    public MockAnswer putOff(CardRequest asked) {
        return Format.JSON.trouble(UNAVAILABLE, "BUSY");
    }

    @Override
    public MockAnswer neverSeen(CardRequest asked) {
        return Format.JSON.trouble(NOT_FOUND, "UNKNOWN_REQUEST");
    }

    @Override
    public String newToken() {
        return "AUR-" + UUID.randomUUID();
    }
}
