package io.cardferry.mocks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.UUID;

/**
 * The mock issuer borealis (docs/mocks.md): as {@link Aurora}, in XML, with codes of its own and without an inquiry. Which
 * answer is the routes' choice, by the behaviour that {@code mocks/accounts.yaml} gives the card.
 */
public final class Borealis {

    private static final String APPROVED = "00";
    private static final String DECLINED = "05";
    private static final String VERIFICATION_REQUIRED = "85";
    private static final String NOT_PROCESSED = "91";
    private static final String REFUSED = "30";

    private final ObjectMapper json = JsonMapper.builder().build();
    private final RequestMemory memory = new RequestMemory();
    private final CardDesk desk;

    Borealis(CardDesk desk) {
        this.desk = desk;
    }

    /**
     * What the request asks for and how it is to be treated. A message id that was answered before is treated as APPROVE,
     * whose answer is the remembered one; a message without one is refused under an empty id.
     */
    public MockRequest read(byte[] body) {
        Optional<EnrolmentMessage> message = EnrolmentMessage.read(body);
        if (message.isEmpty()) {
            return MockRequest.refused("", "UNREADABLE");
        }
        String messageId = message.get().messageId();
        int attempt = memory.attempt(messageId);
        if (memory.answer(messageId).isPresent()) {
            return new MockRequest(messageId, Behaviour.APPROVE, null);
        }
        return desk.treat(
                messageId,
                message.get().encryptedData(),
                message.get().customer(),
                message.get().reference(),
                attempt);
    }

    /** Registers the card, unless this message id was answered before. */
    public String approve(MockRequest request) {
        return decide(request, APPROVED, newTokenId());
    }

    public String decline(MockRequest request) {
        return decide(request, DECLINED, "");
    }

    public String askForVerification(MockRequest request) {
        return decide(request, VERIFICATION_REQUIRED, newTokenId());
    }

    /** Says that nothing was done; nothing is remembered. */
    public String putOff(MockRequest request) {
        return EnrolmentMessage.answer(request.requestId(), NOT_PROCESSED, "");
    }

    /** Says that the message is wrong; nothing is remembered. */
    public String refuse(MockRequest request) {
        return EnrolmentMessage.answer(request.requestId(), REFUSED, "");
    }

    /** Per message id, how often it took effect and how often it came. */
    public String effects() throws JsonProcessingException {
        return json.writeValueAsString(memory.effects());
    }

    private String decide(MockRequest request, String result, String tokenId) {
        return memory.answer(request.requestId(), () -> EnrolmentMessage.answer(request.requestId(), result, tokenId));
    }

    private static String newTokenId() {
        return "BOR-" + UUID.randomUUID();
    }
}
