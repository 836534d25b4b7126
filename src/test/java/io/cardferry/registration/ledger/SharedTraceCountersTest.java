package io.cardferry.registration.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.postgres.Once;
import io.cardferry.postgres.TestDatabases;
import io.cardferry.registration.TraceBlock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Three hubs count the trace numbers of the same issuers on one PostgreSQL. */
@Once
class SharedTraceCountersTest {

    private final String url = TestDatabases.server().newDatabase();
    private List<LedgerFixture> hubs;

    @BeforeEach
    void open() {
        hubs = IntStream.range(0, 3)
                .mapToObj(i -> new LedgerFixture(TestDatabases.openPostgres(url)))
                .toList();
    }

    @AfterEach
    void close() {
        hubs.forEach(LedgerFixture::close);
    }

    /** The first taking of all is a race for the row itself. */
    @Test
    void noNumberIsGivenTwiceHoweverManyHubsTakeAtOnce() {
        for (int round = 0; round < 10; round++) {
            String issuer = "cumulus-" + round;

            List<TraceBlock> blocks = atOnce(60, i -> take(i, issuer, 7));

            assertThat(numbers(blocks)).as(issuer).hasSize(420).doesNotHaveDuplicates();
        }
    }

    @Test
    void goingAroundGivesEachNumberOfTheRangeOnce() {
        atOnce(1, i -> take(i, "cumulus", 999_900));

        List<TraceBlock> blocks = atOnce(60, i -> take(i, "cumulus", 20));

        assertThat(numbers(blocks))
                .doesNotHaveDuplicates()
                .contains(999_999, 1)
                .allMatch(number -> number >= 1 && number <= 999_999);
    }

    @Test
    void hubsThatTakeForManyIssuersInDifferentOrdersAreNeverInEachOthersWay() {
        List<TraceBlock> blocks = atOnce(300, i -> take(i, "issuer-" + (i % 2 == 0 ? i % 7 : 6 - i % 7), 20));

        assertThat(blocks).hasSize(300);
        assertThat(new JdbcTemplate(hubs.get(0).database.dataSource())
                        .queryForObject(
                                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
                                Long.class))
                .isZero();
    }

    private CompletableFuture<TraceBlock> take(int i, String issuer, int wanted) {
        return hubs.get(i % hubs.size()).ledger.traceNumbers().take(issuer, wanted);
    }

    private static List<Integer> numbers(List<TraceBlock> blocks) {
        return blocks.stream()
                .flatMap(block ->
                        IntStream.rangeClosed(block.first(), block.last()).boxed())
                .toList();
    }

    private interface Call<T> {
        CompletableFuture<T> number(int i);
    }

    private static <T> List<T> atOnce(int times, Call<T> call) {
        List<CompletableFuture<T>> begun =
                IntStream.range(0, times).mapToObj(call::number).toList();
        return begun.stream().map(LedgerFixture::get).toList();
    }
}
