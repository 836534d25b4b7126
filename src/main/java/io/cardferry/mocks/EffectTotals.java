package io.cardferry.mocks;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sums over all issuers since the counts were cleared, over request ids that have left as well. */
final class EffectTotals {

    long requestIds;
    long received;
    long effects;
    long inquiries;

    /** Request ids, or cards on a device, that took effect more than once; one effect may double both, and counts once. */
    long doubled;

    /** Request ids whose repeats were not byte for byte the first message. */
    long differentBytes;

    void describe(ObjectNode json) {
        json.put("requestIds", requestIds)
                .put("received", received)
                .put("effects", effects)
                .put("inquiries", inquiries)
                .put("doubled", doubled)
                .put("differentBytes", differentBytes);
    }
}
