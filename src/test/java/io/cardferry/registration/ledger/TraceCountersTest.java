package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.registration.TraceBlock;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** How the trace numbers of an issuer's messages are counted. */
class TraceCountersTest {

    @TempDir
    Path folder;

    private LedgerFixture fixture;
    private Ledger ledger;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        ledger = fixture.ledger;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anIssuersNumbersBeginWithOneAndNoneIsGivenTwice() {
        assertThat(take("cumulus", 20)).isEqualTo(new TraceBlock(1, 20));
        assertThat(take("cumulus", 20)).isEqualTo(new TraceBlock(21, 40));
        assertThat(take("cumulus", 1)).isEqualTo(new TraceBlock(41, 41));
    }

    @Test
    void eachIssuerHasItsOwn() {
        take("cumulus", 20);

        assertThat(take("nimbus", 5)).isEqualTo(new TraceBlock(1, 5));
        assertThat(take("cumulus", 5)).isEqualTo(new TraceBlock(21, 25));
    }

    @Test
    void afterTheLastNumberComesTheFirstAgainAndABlockEndsThere() {
        take("cumulus", 999_990);

        assertThat(take("cumulus", 20)).isEqualTo(new TraceBlock(999_991, 999_999));
        assertThat(take("cumulus", 20)).isEqualTo(new TraceBlock(1, 20));

        take("nimbus", 999_979);
        assertThat(take("nimbus", 20)).isEqualTo(new TraceBlock(999_980, 999_999));
        assertThat(take("nimbus", 20)).isEqualTo(new TraceBlock(1, 20));
    }

    @Test
    void whoTakesAtOnceForTheFirstTimeGetsDifferentOnes() {
        List<TraceBlock> blocks =
                IntStream.range(0, 50).mapToObj(i -> ledger.traceNumbers().take("cumulus", 20)).toList().stream()
                        .map(LedgerFixture::get)
                        .toList();

        assertThat(blocks).extracting(TraceBlock::first).doesNotHaveDuplicates();
        assertThat(new JdbcTemplate(fixture.database.dataSource())
                        .queryForObject("SELECT next_number FROM trace_counter", Integer.class))
                .isEqualTo(1_001);
    }

    @Test
    void countingGoesOnWhereItWasAfterARestart() {
        take("cumulus", 20);
        fixture.close();

        open();

        assertThat(take("cumulus", 20)).isEqualTo(new TraceBlock(21, 40));
    }

    @Test
    void nothingIsTakenWithoutRoomOnTheDisk() {
        fixture.room.set(false);
        assertThatThrownBy(() -> take("cumulus", 20)).isInstanceOf(LedgerUnavailableException.class);

        fixture.room.set(true);
        assertThat(take("cumulus", 20)).isEqualTo(new TraceBlock(1, 20));
    }

    private TraceBlock take(String issuer, int wanted) {
        return get(ledger.traceNumbers().take(issuer, wanted));
    }
}
