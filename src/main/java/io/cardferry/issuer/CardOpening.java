package io.cardferry.issuer;

import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.Submission;
import io.cardferry.security.OpenedCard;
import io.cardferry.security.Pan;
import io.cardferry.security.SealedCardOpener;
import io.cardferry.security.UnreadableSealedCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The step of the route {@code render-card} that opens a sealed card, if its issuer's cards are sealed for the hub. */
public final class CardOpening {

    private final PacksInForce packs;
    private final SealedCardOpener opener;

    public CardOpening(PacksInForce packs, SealedCardOpener opener) {
        this.packs = packs;
        this.opener = opener;
    }

    /**
     * Opens what the hub is to open, and holds it against the card list.
     *
     * @throws UnsupportedIssuer if the issuer's pack is gone since the card was found
     * @throws UnreadableSealedCard if the card was not sealed for the hub as it should be
     * @throws SealedCardMismatch if it holds another card than the list says
     */
    public OpenedSubmission open(Submission submission) {
        String issuer = submission.card().issuer();
        IssuerPack pack = packs.now().pack(issuer).orElseThrow(() -> new UnsupportedIssuer(issuer));
        if (pack.sealedCardKey() == SealedCardKey.ISSUER) {
            return new OpenedSubmission(submission, pack, Optional.empty());
        }
        OpenedCard opened = opener.open(submission.discovered().sealedCard());
        List<String> differences = differences(submission, opened);
        if (!differences.isEmpty()) {
            throw new SealedCardMismatch(differences);
        }
        return new OpenedSubmission(submission, pack, Optional.of(opened));
    }

    /** What the list does not say is not compared. */
    private static List<String> differences(Submission submission, OpenedCard opened) {
        DiscoveredCard listed = submission.discovered();
        Pan pan = opened.pan();
        List<String> fields = new ArrayList<>();
        addUnless(
                opened.accountId()
                        .equals(submission.registration().request().account().id()),
                "accountId",
                fields);
        addUnless(opened.cardRef().equals(listed.cardRef()), "cardRef", fields);
        addUnless(pan.last4().equals(listed.last4()), "last4", fields);
        addUnless(listed.bin() == null || pan.isOfBin(listed.bin()), "bin", fields);
        addUnless(listed.expiry() == null || opened.expiry().equals(listed.expiry()), "expiry", fields);
        addUnless(pan.hasRightCheckDigit(), "the Luhn digit", fields);
        return fields;
    }

    private static void addUnless(boolean agrees, String field, List<String> fields) {
        if (!agrees) {
            fields.add(field);
        }
    }
}
