package io.cardferry.app;

import io.cardferry.registration.ledger.AtRest;
import io.cardferry.security.DataKeys;

/** Encrypts what the ledger keeps with the hub's data keys. */
record SealedAtRest(DataKeys keys) implements AtRest {

    @Override
    public String seal(byte[] content) {
        return keys.seal(content);
    }

    @Override
    public byte[] open(String sealedText) {
        return keys.open(sealedText);
    }
}
