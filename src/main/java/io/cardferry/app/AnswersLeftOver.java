package io.cardferry.app;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.IssuerPack;

/** Where answers of issuers go that nobody waits for, or nobody any more. */
interface AnswersLeftOver {

    /** An answer to what was sent, whose exchange had ended before. */
    void late(Dispatch about, byte[] answer);

    /** A message that answers nothing that is known here. */
    void unmatched(IssuerPack pack, byte[] answer);
}
