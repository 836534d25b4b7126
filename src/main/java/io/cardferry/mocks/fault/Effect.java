package io.cardferry.mocks.fault;

/** When a registration that meets a fault takes effect. */
public enum Effect {
    /** As it arrives, whatever becomes of the answer. */
    NOW,
    /** Some time after it arrived, while nobody knows of it. */
    LATER,
    /** Never. */
    NONE
}
