package io.cardferry.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.FoundDeadLetters;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BulkPagesTest {

    private final List<DeadLetter> waiting = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void pagesOfAHundredAreReadUpToTheLimit() {
        for (int i = 1; i <= 300; i++) {
            dies(i, 0);
        }
        BulkPages pages = new BulkPages(250, this::read);

        List<DeadLetter> all = new ArrayList<>();
        pages.forEachRemaining(all::addAll);

        assertThat(all).isEqualTo(waiting.subList(0, 250));
        assertThat(sizes).containsExactly(100, 100, 50);
        assertThat(pages.count()).isEqualTo(250);
    }

    @Test
    void whatDiesAgainMeanwhileIsNoPartOfIt() {
        for (int i = 1; i <= 150; i++) {
            dies(i, 0);
        }
        BulkPages pages = new BulkPages(1000, this::read);

        assertThat(pages.next()).hasSize(100);
        dies(151, 1);
        dies(152, 0);
        assertThat(pages.next())
                .extracting(DeadLetter::deadLetterId)
                .contains(id(152))
                .doesNotContain(id(151));
        assertThat(pages.hasNext()).isFalse();
        assertThat(pages.count()).isEqualTo(151);
    }

    @Test
    void nothingIsOneEmptyPage() {
        BulkPages pages = new BulkPages(10, this::read);

        assertThat(pages.next()).isEmpty();
        assertThat(pages.hasNext()).isFalse();
    }

    private FoundDeadLetters read(UUID after, int limit) {
        sizes.add(limit);
        Stream<DeadLetter> left = waiting.stream()
                .filter(dead -> after == null || dead.deadLetterId().compareTo(after) > 0);
        List<DeadLetter> found = left.limit(limit + 1).toList();
        boolean more = found.size() > limit;
        return new FoundDeadLetters(more ? found.subList(0, limit) : found, more);
    }

    private void dies(int number, int previous) {
        waiting.add(new DeadLetter(
                id(number),
                previous == 0 ? null : id(previous),
                id(number),
                null,
                null,
                null,
                null,
                false,
                Reason.of(ReasonCode.SOURCE_UNAVAILABLE),
                1,
                null,
                null,
                Instant.EPOCH,
                DeadLetter.State.OPEN,
                null,
                false));
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}
