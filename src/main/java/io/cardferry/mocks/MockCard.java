package io.cardferry.mocks;

import java.util.Objects;

/**
 * A card in the mock world.
 *
 * @param ref its reference at its source
 * @param brand e.g. VISA
 * @param number a published test number, 12 to 19 digits with a right Luhn digit
 * @param expiry YYYY-MM
 * @param status the source's word; ACTIVE when left out
 * @param issuer the issuer code that the source gives; aurora when left out
 * @param panReference what two wallets call the same card, or {@code null}: stands for an EMV PAR
 * @param behaviour how its issuer treats it; APPROVE when left out
 * @param faults how many attempts meet the fault before the issuer approves; {@code null}: all of them
 */
public record MockCard(
        String ref,
        String brand,
        String number,
        String expiry,
        String status,
        String issuer,
        String panReference,
        Behaviour behaviour,
        Integer faults) {

    public MockCard {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(brand, "brand");
        status = Objects.requireNonNullElse(status, "ACTIVE");
        issuer = Objects.requireNonNullElse(issuer, "aurora");
        behaviour = Objects.requireNonNullElse(behaviour, Behaviour.APPROVE);
        if (number == null || !number.matches("[0-9]{12,19}") || !hasRightLuhnDigit(number)) {
            throw new IllegalArgumentException("card " + ref + ": number must be 12 to 19 digits with a Luhn digit");
        }
        if (expiry == null || !expiry.matches("[0-9]{4}-(0[1-9]|1[0-2])")) {
            throw new IllegalArgumentException("card " + ref + ": expiry must be YYYY-MM");
        }
        if (faults != null && !behaviour.passes()) {
            throw new IllegalArgumentException("card " + ref + ": faults goes with BUSY and CRASH only");
        }
    }

    String last4() {
        return number.substring(number.length() - 4);
    }

    String bin() {
        return number.substring(0, 6);
    }

    /** @param attempt which attempt at this card registration it is, 1 is the first */
    Behaviour behaviourAt(int attempt) {
        return faults != null && attempt > faults ? Behaviour.APPROVE : behaviour;
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
