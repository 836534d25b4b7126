package io.cardferry.issuer;

import io.cardferry.registration.DueCard;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Asks the issuer's gate whether a {@link DueCard} may be sent, and leaves its answer as the exchange property
 * {@value #PERMISSION}. However the exchange ends, a permission that no attempt has used is given back then.
 */
public final class IssuerGateProcessor extends SynchronizationAdapter implements Processor {

    /** The exchange property that holds the {@link SendingPermission}. */
    static final String PERMISSION = "permission";

    private final IssuerGates gates;

    public IssuerGateProcessor(IssuerGates gates) {
        this.gates = gates;
    }

    @Override
    public void process(Exchange exchange) {
        DueCard due = exchange.getMessage().getBody(DueCard.class);
        exchange.setProperty(PERMISSION, gates.ask(due.card()));
        exchange.getExchangeExtension().addOnCompletion(this);
    }

    @Override
    public void onDone(Exchange ended) {
        ended.getProperty(PERMISSION, SendingPermission.class).giveBack();
    }
}
