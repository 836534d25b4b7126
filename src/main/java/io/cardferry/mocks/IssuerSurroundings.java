package io.cardferry.mocks;

import io.cardferry.mocks.fault.Faults;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a mock issuer has around it, and shares with the others.
 *
 * @param desk where sealed cards are opened
 * @param faults what is switched on
 * @param commonFaults what becomes of answers
 * @param effects who counts
 * @param later on whose threads something happens later
 * @param clock whose time it is
 */
record IssuerSurroundings(
        CardDesk desk,
        Faults faults,
        CommonFaults commonFaults,
        Effects effects,
        ScheduledExecutorService later,
        Clock clock) {}
