package io.cardferry.mocks;

import io.cardferry.mocks.fault.FaultProgram;
import io.cardferry.mocks.fault.Wire;
import java.util.Objects;
import java.util.Optional;

/**
 * A card in the mock world.
 *
 * @param ref its reference at its source
 * @param brand e.g. VISA
 * @param number a published test number, 12 to 19 digits with a right Luhn digit
 * @param expiry YYYY-MM
 * @param status the source's word; ACTIVE when left out
 * @param issuer the issuer code that the source gives; aurora when left out, empty: the source gives none
 * @param sealedFor for whose key the wallet seals it; when left out, as its issuer wants it
 * @param panReference what two wallets call the same card, or {@code null}: stands for an EMV PAR
 * @param behaviour what its issuer decides; APPROVE when left out
 * @param fault what goes wrong with it, {@code times} counted per request id; {@code null}: nothing
 */
public record MockCard(
        String ref,
        String brand,
        String number,
        String expiry,
        String status,
        String issuer,
        SealedFor sealedFor,
        String panReference,
        Decision behaviour,
        FaultProgram fault) {

    public MockCard {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(brand, "brand");
        status = Objects.requireNonNullElse(status, "ACTIVE");
        issuer = Objects.requireNonNullElse(issuer, "aurora");
        sealedFor = Objects.requireNonNullElse(sealedFor, SealedFor.by(issuer));
        behaviour = Objects.requireNonNullElse(behaviour, Decision.APPROVE);
        if (number == null || !number.matches("[0-9]{12,19}") || !hasRightLuhnDigit(number)) {
            throw new IllegalArgumentException("card " + ref + ": number must be 12 to 19 digits with a Luhn digit");
        }
        if (expiry == null || !expiry.matches("[0-9]{4}-(0[1-9]|1[0-2])")) {
            throw new IllegalArgumentException("card " + ref + ": expiry must be YYYY-MM");
        }
        check(fault, ref, issuer);
    }

    private static void check(FaultProgram fault, String ref, String issuer) {
        if (fault == null) {
            return;
        }
        if (issuer.isEmpty()) {
            throw new IllegalArgumentException("card " + ref + ": without an issuer it can have no fault");
        }
        if (!fault.fault().isOfACard(Wire.of(issuer))) {
            throw new IllegalArgumentException(
                    "card " + ref + ": fault " + fault.fault().word() + " is none that a card can have of " + issuer);
        }
        fault.checkedFor(Wire.of(issuer));
    }

    String last4() {
        return number.substring(number.length() - 4);
    }

    /** Whether this issuer means it, which got a card in the clear. */
    boolean isMeantBy(ClearCard asked, String byIssuer) {
        boolean isTheirs = issuer.isEmpty() || issuer.equals(byIssuer);
        String yearAndMonth = expiry.substring(2, 4) + expiry.substring(5);
        return isTheirs && number.equals(asked.number()) && yearAndMonth.equals(asked.expiry());
    }

    String bin() {
        return number.substring(0, 6);
    }

    /**
     * What goes wrong with one send of its registration.
     *
     * @param send which send of this request id it is, 1 is the first
     * @param tookEffect whether this request id took effect before
     */
    Optional<FaultProgram> faultAt(int send, boolean tookEffect) {
        return Optional.ofNullable(fault)
                .filter(program -> program.times() == null || send <= program.times())
                .filter(program -> tookEffect || !program.fault().meetsRepeatsOnly());
    }

    /** Without the number: test numbers too stay out of logs. */
    @Override
    public String toString() {
        return "card " + ref + " ending " + last4();
    }

    private static boolean hasRightLuhnDigit(String number) {
        int sum = 0;
        for (int place = 0; place < number.length(); place++) {
            int digit = number.charAt(number.length() - 1 - place) - '0';
            int weighted = place % 2 == 1 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
