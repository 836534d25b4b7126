package io.cardferry.intake;

import io.cardferry.registration.Account;
import java.util.regex.Pattern;

/** Reads whose cards a request is about. No answer repeats an account id or an assertion. */
final class AccountReader {

    private static final TextRule ID = new TextRule(1, 128, false);
    private static final TextRule ASSERTION = new TextRule(1, 4096, false);

    /** It travels to the card source in an HTTP header (docs/sources.md). */
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]*[\\x21-\\x7e])?");

    private AccountReader() {}

    /** The account, or {@code null} if it is absent or wrong (what is wrong has then been noted). */
    static Account read(RequestObject json) {
        if (json == null) {
            return null;
        }
        String id = json.requiredText("id", ID);
        if (".".equals(id) || "..".equals(id)) {
            json.fault("id", "must not be a single or double dot: it becomes a segment of a path");
        }
        String assertion = json.text("assertion", ASSERTION);
        if (assertion != null && !HEADER_VALUE.matcher(assertion).matches()) {
            json.fault(
                    "assertion",
                    "must be printable ASCII without a blank at either end: it travels to the card source in an HTTP header");
        }
        return id == null ? null : new Account(id, assertion);
    }
}
