package io.cardferry.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.intake.Answers;
import io.cardferry.intake.HttpAnswer;
import io.cardferry.intake.HttpIntake;
import io.cardferry.intake.OperatorRequestReader;
import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.issuer.PackChange;
import io.cardferry.issuer.PackException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step by which an operator has the hub read its packs anew (docs/operations.md): all of them, or none. */
public final class IssuerReload {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerReload.class);

    /** Where in the answer's problem every mistake stands: the line itself names file and place. */
    private static final String POINTER = "/issuers";

    private final OperatorRequestReader requests = new OperatorRequestReader();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Supplier<List<PackChange>> packs;
    private final Duration patience;

    /**
     * @param packs reads, checks and swaps them; throws {@link PackException} if one is wrong, and then nothing has changed
     * @param patience how long a reload waits for one that is under way
     */
    public IssuerReload(Supplier<List<PackChange>> packs, Duration patience) {
        this.packs = packs;
        this.patience = patience;
    }

    /**
     * Reads the packs anew, and says what has changed.
     *
     * @throws ProblemException {@code invalid-request} with one error per mistake, {@code unavailable} if another reload
     *     takes too long
     */
    public HttpAnswer reload(HttpIntake intake) {
        String reason = requests.reason(intake);
        waitForTurn();
        try {
            List<PackChange> changes = packs.get();
            // No ledger keeps what holds for one hub only, so the log is its record.
            LOG.info("issuer packs are reloaded by an operator (\"{}\"): {}", reason, changes);
            return Answers.json(200, toJson(changes));
        } catch (PackException wrong) {
            LOG.warn(
                    "issuer packs stay as they are: a reload by an operator (\"{}\") found {} mistakes, the first: {}",
                    reason,
                    wrong.lines().size(),
                    wrong.lines().get(0));
            throw new ProblemException(problem(wrong));
        } finally {
            turn.unlock();
        }
    }

    private void waitForTurn() {
        try {
            if (turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                ProblemCode.UNAVAILABLE, "another reload is under way; look at the issuers' versions, then try again");
    }

    private static Problem problem(PackException wrong) {
        List<Problem.Fault> faults = wrong.lines().stream()
                .map(line -> new Problem.Fault(POINTER, null, line))
                .toList();
        int mistakes = faults.size();
        return new Problem(
                ProblemCode.INVALID_REQUEST,
                "nothing has changed: " + (mistakes == 1 ? "1 mistake stands" : mistakes + " mistakes stand")
                        + " in the configuration; bin/cardferry check shows them all",
                faults);
    }

    private static ObjectNode toJson(List<PackChange> changes) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode issuers = body.putArray("issuers");
        changes.forEach(change -> issuers.addObject()
                .put("id", change.issuer())
                .put("version", change.version())
                .put("previousVersion", change.previousVersion())
                .put("change", change.kind().name()));
        return body;
    }
}
