package io.cardferry.drill;

/**
 * A moment in a hub's work, where a drill stops a thread: the entry of a method. Whoever moves or renames one of these
 * methods moves the point with it; a drill says so if it finds none.
 */
enum Point {
    /** A request was read, and the transaction that accepts it has begun. */
    ACCEPTING("io.cardferry.registration.ledger.AcceptanceRecorder", "record"),

    /** A transaction has written everything, and is not committed. */
    COMMITTING("org.springframework.jdbc.datasource.DataSourceTransactionManager", "doCommit"),

    /** A registration is committed, and nobody has been told. */
    ACCEPTED("io.cardferry.intake.Accepted", "<init>"),

    /** A registration's cards are committed, and nothing is done about them yet. */
    FOUND("io.cardferry.issuer.CardSubmission", "render"),

    /** An intent is committed, and no byte has left. */
    INTENDED("io.cardferry.issuer.IssuerRequestProcessor", "process"),

    /** It was found to be in time to send, and no byte has left. */
    SENDING("org.apache.hc.client5.http.impl.classic.MainClientExec", "execute"),

    /** An issuer's answer was read, and not recorded. */
    ANSWERED("io.cardferry.issuer.CardOutcome", "record"),

    /** The sweep has taken a card that is to be sent again, and the new intent is not committed. */
    REPEATING("io.cardferry.issuer.CardFollowUp", "recordRepeat"),

    /** A dead letter is about to be written, in the transaction that records why. */
    DYING("io.cardferry.registration.ledger.DeadLetterRows", "buryCard");

    final String className;
    final String method;

    Point(String className, String method) {
        this.className = className;
        this.method = method;
    }
}
