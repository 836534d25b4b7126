package io.cardferry.intake;

import io.cardferry.registration.FoundRegistrations;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.Ledger;
import java.util.List;
import java.util.UUID;

/** Answers what clients ask about registrations. */
public final class RegistrationReads {

    private final Ledger ledger;
    private final RegistrationAnswer answer;

    public RegistrationReads(Ledger ledger, RegistrationAnswer answer) {
        this.ledger = ledger;
        this.answer = answer;
    }

    /** The answer to a request that was accepted: its registration as it stands after the wait. */
    public HttpAnswer answer(Accepted accepted) {
        Registration registration = registration(accepted.registrationId());
        return answer.to(
                accepted.acceptance().kind(), registration, accepted.received().preference());
    }

    /** The registration as it stands. */
    public HttpAnswer show(HttpIntake intake) {
        return Answers.registration(registration(intake.registrationId()));
    }

    /** What happened to the registration, oldest first. */
    public HttpAnswer history(HttpIntake intake) {
        List<HistoryEntry> entries = ledger.registrations().history(intake.registrationId());
        if (entries.isEmpty()) {
            throw notFound();
        }
        return Answers.history(entries);
    }

    /** One page of what a search finds. */
    public HttpAnswer search(SearchRequest search) {
        FoundRegistrations found = ledger.registrations().search(search.criteria(), search.before(), search.limit());
        return Answers.json(200, SearchView.of(search.criteria(), found));
    }

    private Registration registration(UUID registrationId) {
        return ledger.registrations().find(registrationId).orElseThrow(RegistrationReads::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "no registration has this id");
    }
}
