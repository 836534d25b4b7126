package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.message;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingAfterCommitTest {

    @Test
    void whatIsCommittedIsSeenByWhoeverReadsNext(@TempDir Path folder) {
        try (LedgerFixture fixture = new LedgerFixture(folder)) {
            AtomicInteger missedList = new AtomicInteger();
            AtomicInteger missedFind = new AtomicInteger();
            List<CompletableFuture<Void>> all = IntStream.range(0, 6)
                    .mapToObj(worker -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 40; i++) {
                            work(fixture, missedList, missedFind);
                        }
                    }))
                    .toList();
            all.forEach(CompletableFuture::join);
            assertThat(missedFind.get()).as("find").isZero();
            assertThat(missedList.get()).as("list").isZero();
        }
    }

    private static void work(LedgerFixture fixture, AtomicInteger missedList, AtomicInteger missedFind) {
        Ledger ledger = fixture.ledger;
        Registration registration = fixture.accepted(request("acc-" + UUID.randomUUID(), "tv-1", false));
        CardRegistration card = fixture.discovered(registration, LedgerFixture.card("c-1"))
                .registration()
                .cards()
                .get(0);
        CardRegistration sent = get(ledger.cards().recordIntent(card, message("m"), Map.of(), "v1"));
        get(ledger.cards().recordOutcome(sent, Outcome.refused("400"), Duration.ZERO));
        if (ledger.registrations()
                        .find(registration.registrationId())
                        .orElseThrow()
                        .cards()
                        .get(0)
                        .status()
                != CardStatus.DEAD_LETTERED) {
            missedFind.incrementAndGet();
        }
        var mine = ledger.deadLetters().newest(DeadLetterCriteria.ANY, null, 100).deadLetters().stream()
                .filter(letter -> letter.registrationId().equals(registration.registrationId()))
                .findFirst();
        if (mine.isEmpty()) {
            missedList.incrementAndGet();
        } else {
            get(ledger.deadLetters().discard(mine.get().deadLetterId(), "done"));
        }
    }
}
