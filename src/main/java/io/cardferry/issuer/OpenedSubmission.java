package io.cardferry.issuer;

import io.cardferry.registration.Submission;
import io.cardferry.security.OpenedCard;
import java.util.Objects;
import java.util.Optional;

/**
 * A card whose message is to be made now. Lives for one step, and is never kept.
 *
 * @param submission the card, as it was found
 * @param pack its issuer's pack
 * @param opened the card's content, or empty if it is sealed for the issuer
 */
public record OpenedSubmission(Submission submission, IssuerPack pack, Optional<OpenedCard> opened) {

    public OpenedSubmission {
        Objects.requireNonNull(submission, "submission");
        Objects.requireNonNull(pack, "pack");
        Objects.requireNonNull(opened, "opened");
    }

    /** Prints nothing of the card's content. */
    @Override
    public String toString() {
        return "OpenedSubmission[" + submission.discovered() + " for " + pack + "]";
    }
}
