package io.cardferry.mocks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mocks.fault.Fault;
import io.cardferry.mocks.fault.FaultProgram;
import io.cardferry.mocks.fault.Faults;
import io.cardferry.mocks.fault.MockCall;
import io.cardferry.mocks.fault.Place;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mock card sources: they list an account's cards, sealed for their issuer (docs/sources.md). */
public final class Wallets {

    /** The account id is one percent-encoded segment of the path as it came over the wire. */
    private static final Pattern LIST_ADDRESS = Pattern.compile("/[^/]+/accounts/([^/]+)/cards");

    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final ObjectMapper json = JsonMapper.builder().build();
    private final MockAccounts accounts;
    private final SealedCards sealedCards;
    private final Faults faults;
    private final CommonFaults commonFaults;
    private final Clock clock;

    Wallets(MockAccounts accounts, SealedCards sealedCards, Faults faults, CommonFaults commonFaults, Clock clock) {
        this.accounts = accounts;
        this.sealedCards = sealedCards;
        this.faults = faults;
        this.commonFaults = commonFaults;
        this.clock = clock;
    }

    /**
     * What the source answers: by a fault that is switched on, or else by the account's own.
     *
     * @param source which card source is asked
     * @param rawPath the request's path, not decoded
     */
    public MockAnswer ask(String source, String rawPath) {
        Matcher address = LIST_ADDRESS.matcher(rawPath);
        if (!address.matches()) {
            return Format.JSON.trouble(NOT_FOUND, "NO_SUCH_ADDRESS");
        }
        String accountId = decoded(address.group(1));
        Optional<MockWallet> wallet = accounts.wallet(source, accountId);
        FaultProgram fault = faults.meet(new MockCall(source, Place.LIST, accountId, null, false))
                .or(() -> wallet.flatMap(known -> Optional.ofNullable(known.fault())))
                .orElse(null);
        MockAnswer normal = wallet.map(known -> list(accountId, source, known, fault))
                .orElseGet(() -> Format.JSON.trouble(NOT_FOUND, "ACCOUNT_UNKNOWN"));
        return fault != null && fault.fault() == Fault.NOT_FOUND
                ? Format.JSON.trouble(NOT_FOUND, "NO_SUCH_ADDRESS")
                : commonFaults.answer(fault, normal, Format.JSON, rawPath);
    }

    private MockAnswer list(String accountId, String source, MockWallet wallet, FaultProgram fault) {
        boolean another = fault != null && fault.fault() == Fault.ANOTHER_ACCOUNT;
        boolean incomplete = fault != null && fault.fault() == Fault.INCOMPLETE;
        ObjectNode list = json.createObjectNode()
                .put("accountId", another ? "another-account" : accountId)
                .put("asOf", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("complete", wallet.complete() && !incomplete);
        ArrayNode cards = list.putArray("cards");
        try {
            for (MockCard card : wallet.cards()) {
                cards.add(listed(accountId, source, card));
            }
        } catch (IOException hubAway) {
            return Format.JSON.trouble(UNAVAILABLE, "HUB_KEYS_UNREACHABLE");
        }
        return Format.JSON.answer(CommonFaults.OK, list.toString());
    }

    private ObjectNode listed(String accountId, String source, MockCard card) throws IOException {
        ObjectNode listed = json.createObjectNode()
                .put("cardRef", card.ref())
                .put("bin", card.bin())
                .put("last4", card.last4())
                .put("brand", card.brand())
                .put("expiry", card.expiry())
                .put("status", card.status());
        if (!card.issuer().isEmpty()) {
            listed.put("issuer", card.issuer());
        }
        if (card.panReference() != null) {
            listed.put("panReference", card.panReference());
        }
        boolean watch = source.equals("watch-wallet");
        listed.putObject("registeredOn")
                .put("deviceId", watch ? "wa-1" : "ph-1")
                .put("type", watch ? "WATCH" : "PHONE")
                .put("name", watch ? "Watch" : "Phone");
        return listed.put("sealedCard", sealedCards.seal(accountId, card));
    }

    private static String decoded(String segment) {
        // A plus is itself in a path; the decoder is one for forms.
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
