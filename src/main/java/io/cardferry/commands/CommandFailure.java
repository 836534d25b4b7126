package io.cardferry.commands;

/** A command that ends without success; the message is all that the person gets to see. */
final class CommandFailure extends RuntimeException {

    private final int exitStatus;

    private CommandFailure(int exitStatus, String message) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** Exit status 1. */
    static CommandFailure failed(String message) {
        return new CommandFailure(1, message);
    }

    /** Exit status 2. */
    static CommandFailure wrongUsage(String message) {
        return new CommandFailure(2, message);
    }

    int exitStatus() {
        return exitStatus;
    }
}
