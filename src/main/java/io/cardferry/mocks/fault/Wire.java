package io.cardferry.mocks.fault;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a mock is reached over, which decides what can go wrong with it, and where. */
public enum Wire {
    /** A call with a status and headers, on a connection of its own as far as anybody can see. */
    HTTP(EnumSet.of(Place.REGISTRATION, Place.INQUIRY, Place.LIST)),
    /** Many messages on one connection. */
    TCP(EnumSet.of(Place.REGISTRATION, Place.INQUIRY, Place.ECHO)),
    /** Messages from queue to queue. */
    JMS(EnumSet.of(Place.REGISTRATION));

    private static final Map<String, Wire> BY_ISSUER = Map.of("cumulus", TCP, "delta", JMS);

    private final Set<Place> places;

    Wire(Set<Place> places) {
        this.places = places;
    }

    /** Of a mock issuer; HTTP if it is not known to be reached otherwise. */
    public static Wire of(String issuer) {
        return BY_ISSUER.getOrDefault(issuer, HTTP);
    }

    boolean leadsTo(Place place) {
        return places.contains(place);
    }
}
