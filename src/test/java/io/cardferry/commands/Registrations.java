package io.cardferry.commands;

/** Documents as the hub's API gives them. */
final class Registrations {

    static final String ID = "01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e5f";

    static final String COMPLETED = """
            { "registrationId": "01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e5f", "status": "COMPLETED", "reason": null,
              "account": { "id": "acc-1001" }, "device": { "id": "tv-77", "type": "TV", "name": "Living room TV" },
              "createdAt": "2026-11-22T10:15:00.123Z", "updatedAt": "2026-11-22T10:15:00.456Z",
              "discovery": { "complete": true, "sources": [
                { "source": "phone-wallet", "status": "OK", "cards": 2, "asOf": "2026-11-22T10:00:00Z" } ] },
              "cards": [
                { "cardRef": "c-1", "source": "phone-wallet", "issuer": "aurora", "brand": "VISA", "last4": "1111",
                  "status": "APPROVED", "inDoubt": false, "issuerRequestId": "01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e60",
                  "tokenReference": "AUR-1", "reason": null, "attempts": 1, "nextAttemptAt": null,
                  "verificationMethods": [] },
                { "cardRef": "c-2", "source": "phone-wallet", "issuer": "aurora", "brand": "MASTERCARD",
                  "last4": "4444", "status": "DECLINED", "inDoubt": false,
                  "issuerRequestId": "01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e61", "tokenReference": null,
                  "reason": { "code": "issuer-declined", "detail": "DO_NOT_HONOUR" }, "attempts": 1,
                  "nextAttemptAt": null, "verificationMethods": [] } ] }
            """;

    static final String HISTORY = """
            { "entries": [
              { "at": "2026-11-22T10:15:00.123Z", "event": "accepted", "to": "RECEIVED" },
              { "at": "2026-11-22T10:15:00.200Z", "cardRef": "c-1", "event": "submitting", "from": "PENDING",
                "to": "SUBMITTING", "attempt": 1 },
              { "at": "2026-11-22T10:15:00.456Z", "cardRef": "c-1", "event": "answered", "from": "SUBMITTING",
                "to": "APPROVED", "attempt": 1, "outcome": "decided", "latencyMs": 12, "detail": "as told" } ] }
            """;

    static final String UNKNOWN = """
            { "type": "urn:cardferry:problem:not-found", "title": "There is nothing here", "status": 404,
              "detail": "no registration has this id" }
            """;

    private Registrations() {}
}
