package io.cardferry.mocks;

import java.util.UUID;

/** The mock issuer borealis' XML and result codes (docs/mocks.md). It says "wrong" and "later" in a 200. */
final class BorealisWords implements IssuerWords {

    private static final String NOT_PROCESSED = "91";
    private static final String REFUSED = "30";

    @Override
    public Format format() {
        return Format.XML;
    }

    @Override
    public CardRequest read(byte[] body, String idempotencyKey) {
        return EnrolmentMessage.read(body).orElseGet(() -> CardRequest.refused("", "", "UNREADABLE"));
    }

    @Override
    public MockAnswer decided(CardRequest asked, Decided decided) {
        String requestId = asked.requestId();
        return switch (decided.decision()) {
            case APPROVE -> answer(requestId, "00", decided.token());
            case DECLINE -> answer(requestId, "05", "");
            case VERIFY -> answer(requestId, "85", decided.token());
        };
    }

    @Override
    public MockAnswer refused(CardRequest asked, String problem) {
        return answer(asked.requestId(), REFUSED, "");
    }

    @Override
    public MockAnswer putOff(CardRequest asked) {
        return answer(asked.requestId(), NOT_PROCESSED, "");
    }

    @Override
    public String newToken() {
        return "BOR-" + UUID.randomUUID();
    }

    private static MockAnswer answer(String requestId, String result, String token) {
        return Format.XML.answer(CommonFaults.OK, EnrolmentMessage.answer(requestId, result, token));
    }
}
