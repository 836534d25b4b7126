package io.cardferry.operations;

import io.cardferry.intake.ReplayRequest;
import io.cardferry.registration.Replay;
import io.cardferry.registration.Replay.Action;
import java.util.Objects;

/**
 * A replay that an operator wants, and what it would come to as things stand.
 *
 * @param request what is wanted
 * @param replay what would be done
 */
public record PlannedReplay(ReplayRequest request, Replay replay) {

    public PlannedReplay {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(replay, "replay");
    }

    /** Whether only the plan is wanted. */
    public boolean isDryRun() {
        return request.dryRun();
    }

    /** Whether the card is to be read from its source first. */
    public boolean isRefresh() {
        return replay.action() == Action.REFRESH;
    }
}
