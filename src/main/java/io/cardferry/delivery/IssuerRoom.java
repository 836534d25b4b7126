package io.cardferry.delivery;

import java.util.Collection;

/** How much work this process can take up for each issuer. */
public interface IssuerRoom {

    /** The issuers that this process speaks with. */
    Collection<String> ids();

    /** How many more cards of the issuer can be taken up now; 0 or less for none. */
    int room(String issuer);
}
