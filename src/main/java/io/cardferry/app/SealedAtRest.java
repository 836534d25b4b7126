package io.cardferry.app;

import io.cardferry.registration.ledger.AtRest;
import io.cardferry.security.Keystore;

/** Encrypts what the ledger keeps with the hub's data keys. */
record SealedAtRest(Keystore keystore) implements AtRest {

    @Override
    public String seal(byte[] content) {
        return keystore.seal(content);
    }

    @Override
    public byte[] open(String sealedText) {
        return keystore.open(sealedText);
    }
}
