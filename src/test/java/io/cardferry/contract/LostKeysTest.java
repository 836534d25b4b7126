package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.postgres.Once;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Once
class LostKeysTest {

    @TempDir
    Path data;

    @Test
    void aLedgerWhoseKeysAreGoneIsNotOpenedWithNewOnes() throws Exception {
        HubFixture hub = new HubFixture().with("cardferry.data-dir", data.toString());
        try {
            hub.start();
            hub.stop();
            Files.delete(data.resolve("keys.p12"));

            assertThatThrownBy(hub::start)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("holds a ledger, but not its keys");
        } finally {
            hub.closeStubs();
        }
    }
}
