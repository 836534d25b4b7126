package io.cardferry.mocks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mocks.WalletAnswer.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mock card sources: they list an account's cards, sealed for their issuer (docs/sources.md). */
public final class Wallets {

    /** The account id is one percent-encoded segment of the path as it came over the wire. */
    private static final Pattern LIST_ADDRESS = Pattern.compile("/[^/]+/accounts/([^/]+)/cards");

    private final ObjectMapper json = JsonMapper.builder().build();
    private final MockAccounts accounts;
    private final SealedCards sealedCards;
    private final Clock clock;

    Wallets(MockAccounts accounts, SealedCards sealedCards, Clock clock) {
        this.accounts = accounts;
        this.sealedCards = sealedCards;
        this.clock = clock;
    }

    /**
     * @param source which card source is asked
     * @param rawPath the request's path, not decoded
     */
    public WalletAnswer ask(String source, String rawPath) {
        Matcher address = LIST_ADDRESS.matcher(rawPath);
        if (!address.matches()) {
            return new WalletAnswer(Kind.NOT_FOUND, "{\"code\":\"NO_SUCH_ADDRESS\"}");
        }
        String accountId = decoded(address.group(1));
        return accounts.wallet(source, accountId)
                .map(wallet -> answer(accountId, source, wallet))
                .orElseGet(() -> new WalletAnswer(Kind.NOT_FOUND, "{\"code\":\"ACCOUNT_UNKNOWN\"}"));
    }

    private WalletAnswer answer(String accountId, String source, MockWallet wallet) {
        if (wallet.answer() == Kind.DOWN) {
            return new WalletAnswer(Kind.DOWN, "{\"code\":\"INTERNAL_ERROR\"}");
        }
        ObjectNode list = json.createObjectNode()
                .put("accountId", accountId)
                .put("asOf", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("complete", wallet.complete());
        ArrayNode cards = list.putArray("cards");
        wallet.cards().forEach(card -> cards.add(listed(accountId, source, card)));
        return new WalletAnswer(wallet.answer(), list.toString());
    }

    private ObjectNode listed(String accountId, String source, MockCard card) {
        ObjectNode listed = json.createObjectNode()
                .put("cardRef", card.ref())
                .put("issuer", card.issuer())
                .put("bin", card.bin())
                .put("last4", card.last4())
                .put("brand", card.brand())
                .put("expiry", card.expiry())
                .put("status", card.status());
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
