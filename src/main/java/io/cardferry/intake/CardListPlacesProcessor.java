package io.cardferry.intake;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Synchronization;

/**
 * Lets only so many card lists be made at once, and turns the others away: nobody has promised them anything, and while
 * a slow source holds them up they must not take the threads of registrations, which share its calls. A place is free
 * again when its request has been answered.
 */
public final class CardListPlacesProcessor implements Processor, Synchronization {

    private final Semaphore places;
    private final BooleanSupplier room;

    /**
     * @param places how many lists may be made at once; at least one
     * @param room whether there are threads to ask the sources for a list
     */
    public CardListPlacesProcessor(int places, BooleanSupplier room) {
        if (places < 1) {
            throw new IllegalArgumentException("card lists have at least one place, not " + places);
        }
        this.places = new Semaphore(places);
        this.room = room;
    }

    @Override
    public void process(Exchange exchange) {
        if (!room.getAsBoolean() || !places.tryAcquire()) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "as many card lists as the hub makes at once are being made; ask again in a moment");
        }
        exchange.getExchangeExtension().addOnCompletion(this);
    }

    @Override
    public void onComplete(Exchange answered) {
        places.release();
    }

    @Override
    public void onFailure(Exchange failed) {
        places.release();
    }
}
