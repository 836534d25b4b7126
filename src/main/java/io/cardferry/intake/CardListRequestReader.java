package io.cardferry.intake;

import io.cardferry.registration.Account;
import io.cardferry.registration.CardListRequest;
import io.cardferry.registration.Device;
import io.cardferry.registration.SourceQuestion;
import io.cardferry.registration.Uuid7;
import java.util.UUID;

/** Reads a POST of a card list (docs/api.md): account and device are what they are in a registration. */
public final class CardListRequestReader {

    /**
     * Reads one request.
     *
     * @param client the authenticated caller
     * @throws ProblemException for the first of content type and body that is wrong
     */
    public CardListRequest read(HttpIntake intake, String client) {
        ContentTypeHeader.requireJson(intake.contentTypes());
        RequestObject request = RequestObject.read(intake.body());
        Account account = AccountReader.read(request.requiredObject("account"));
        Device device = DeviceReader.read(request.requiredObject("device"));
        request.requireNoFaults();
        UUID id = Uuid7.next();
        String traceparent = TraceContext.carriedOn(intake.traceparents()).orElseGet(() -> TraceContext.of(id));
        return new CardListRequest(client, device, new SourceQuestion(id, account, traceparent));
    }
}
