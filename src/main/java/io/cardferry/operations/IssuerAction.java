package io.cardferry.operations;

import io.cardferry.intake.HttpIntake;
import java.util.Objects;

/**
 * What an operator wants done about an issuer.
 *
 * @param issuer the id in the path; nobody has looked yet whether there is such an issuer
 * @param intake what else came in
 */
public record IssuerAction(String issuer, HttpIntake intake) {

    public IssuerAction {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(intake, "intake");
    }
}
