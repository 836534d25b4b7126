package io.cardferry.canary;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Card numbers that nobody has: 16 digits that pass the Luhn check (ISO/IEC 7812-1), another one for each path. */
public final class CanaryNumbers {

    private static final int DIGITS = 16;

    private final Random random = new Random();
    private final Map<String, String> pathsByNumber = new LinkedHashMap<>();

    /** A number that travels this path, and no other. */
    public synchronized String of(String path) {
        StringBuilder digits = new StringBuilder("4");
        while (digits.length() < DIGITS - 1) {
            digits.append(random.nextInt(10));
        }
        String number = digits.append(check(digits)).toString();
        pathsByNumber.put(number, path);
        return number;
    }

    private static int check(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return (10 - sum % 10) % 10;
    }

    /** All that were made, each with its path. */
    public synchronized Map<String, String> pathsByNumber() {
        return Map.copyOf(pathsByNumber);
    }
}
