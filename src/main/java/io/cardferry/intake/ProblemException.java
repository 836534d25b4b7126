package io.cardferry.intake;

import java.util.Objects;

/**
 * A request that ends in a problem. Its message is the code alone, so that whoever logs it logs nothing of the request;
 * it has no stack trace, because it tells about the request and not about the hub.
 */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code().code(), null, false, false);
        this.problem = Objects.requireNonNull(problem, "problem");
    }

    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    /** What the caller is told. */
    public Problem problem() {
        return problem;
    }
}
