package io.cardferry.registration;

import java.util.List;

/**
 * Which of the account's cards are to be registered.
 *
 * @param all every card that the sources know; then {@code refs} is empty
 * @param refs 1 to 50 different card references, each {@code "c-1"} or {@code "phone-wallet/c-1"}, in the caller's
 *     order; empty with {@code all}
 * @param replaceExisting whether a card that is already APPROVED on the device may be registered anew
 */
public record CardSelection(boolean all, List<String> refs, boolean replaceExisting) {

    public CardSelection {
        refs = List.copyOf(refs);
        if (all != refs.isEmpty()) {
            throw new IllegalArgumentException("a selection is either all cards or a list of references");
        }
    }
}
