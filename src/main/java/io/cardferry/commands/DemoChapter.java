package io.cardferry.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One registration request of the demo.
 *
 * @param title what it shows
 * @param accountId an account of {@code mocks/accounts.yaml}
 * @param deviceId where the cards go
 * @param deviceType the device's type
 * @param ref the one card that is asked for, or {@code null} for all
 * @param idempotencyKey the same key twice is the same request
 * @param waitSeconds how long the hub is asked to wait; short where the outcome takes longer than a demo
 */
record DemoChapter(
        String title,
        String accountId,
        String deviceId,
        String deviceType,
        String ref,
        String idempotencyKey,
        int waitSeconds) {

    private static final int LONG_WAIT = 5;

    static final DemoChapter AS_A_MESSAGE = new DemoChapter(
            "A request can be a message as well; so is the reply",
            "acc-1001",
            "ph-2",
            "PHONE",
            null,
            "demo-20",
            LONG_WAIT);

    static final List<DemoChapter> ALL = List.of(
            everyCard("Two cards go to the living room TV", "acc-1001", "demo-1", LONG_WAIT),
            everyCard(
                    "The same request again, under the same key: nothing is sent twice",
                    "acc-1001",
                    "demo-1",
                    LONG_WAIT),
            new DemoChapter(
                    "One card of the two goes to a watch", "acc-1001", "wa-9", "WATCH", "c-1", "demo-2", LONG_WAIT),
            everyCard(
                    "Four issuers: JSON, XML, ISO 8583 over TCP, a sealed record over JMS",
                    "acc-1024",
                    "demo-14",
                    LONG_WAIT),
            everyCard("The issuer says no", "acc-1002", "demo-3", LONG_WAIT),
            everyCard("The issuer wants the cardholder verified", "acc-1003", "demo-4", LONG_WAIT),
            everyCard("A suspended card is never sent", "acc-1009", "demo-5", LONG_WAIT),
            everyCard(
                    "The issuer calls the message wrong: a dead letter, for a person", "acc-1006", "demo-6", LONG_WAIT),
            everyCard(
                    "The issuer is busy twice: the same bytes go again, under the same id",
                    "acc-1004",
                    "demo-7",
                    LONG_WAIT),
            everyCard(
                    "The answer is lost: the issuer is asked before anything is sent again",
                    "acc-1005",
                    "demo-8",
                    LONG_WAIT),
            everyCard(
                    "The connection breaks after an ISO 8583 message: the issuer is asked by another message",
                    "acc-1027",
                    "demo-15",
                    LONG_WAIT),
            everyCard(
                    "No reply, and an issuer that can't be asked or sent to twice: a person decides",
                    "acc-1031",
                    "demo-16",
                    LONG_WAIT),
            everyCard("Two wallets know the same card: it is registered once", "acc-1017", "demo-10", LONG_WAIT),
            oneCard("Two wallets have a card of that name: which one?", "acc-1018", "c-1", "demo-11"),
            oneCard("The watch's, by its full name", "acc-1018", "watch-wallet/c-1", "demo-12"),
            everyCard("A wallet is down: the other's card goes on", "acc-1019", "demo-13", LONG_WAIT),
            everyCard("An account that nobody knows", "acc-9999", "demo-9", LONG_WAIT));

    private static DemoChapter everyCard(String title, String accountId, String key, int waitSeconds) {
        return new DemoChapter(title, accountId, "tv-77", "TV", null, key, waitSeconds);
    }

    private static DemoChapter oneCard(String title, String accountId, String ref, String key) {
        return new DemoChapter(title, accountId, "tv-77", "TV", ref, key, LONG_WAIT);
    }

    /** The body of {@code POST /v1/registrations}. */
    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("account").put("id", accountId);
        body.putObject("device").put("id", deviceId).put("type", deviceType);
        ObjectNode cards = body.putObject("cards");
        if (ref == null) {
            cards.put("all", true);
        } else {
            cards.putArray("refs").add(ref);
        }
        return body;
    }
}
