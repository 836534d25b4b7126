package io.cardferry.registration.ledger;

/** Encrypts what the ledger keeps of cards: nothing of it can be read in the database's files. */
public interface AtRest {

    /** The content, encrypted and authenticated, as text. */
    String seal(byte[] content);

    /** The content of a text that {@link #seal} made, here or in another hub with the same keys. */
    byte[] open(String sealedText);
}
