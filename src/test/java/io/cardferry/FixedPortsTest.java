package io.cardferry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FixedPortsTest {

    @Test
    void theSystemHandsOutNoneOfThemByItself() throws Exception {
        Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        assumeTrue(Files.exists(range));
        int first = Integer.parseInt(Files.readAllLines(range).get(0).split("\\s+")[0]);

        assertThat(FixedPorts.next()).isBetween(1024, first - 1);
    }

    @Test
    void theBuildSaysWhichOfItsProcessesThisIs() {
        assumeTrue(System.getProperty("basedir") != null, "it runs within the build");

        assertThat(Integer.getInteger("cardferry.test.fork")).isPositive();
    }

    @Test
    void oneThatWasGivenIsNotGivenAgainSoon() {
        assertThat(IntStream.range(0, 100).map(each -> FixedPorts.next())).doesNotHaveDuplicates();
    }

    @Test
    void oneAtWhichSomebodyListensIsNotGiven() throws Exception {
        // As they are given one after another, all of this process would come in a thousand.
        try (ServerSocket somebody = new ServerSocket(FixedPorts.next())) {
            assertThat(IntStream.range(0, 1_500).map(each -> FixedPorts.next()))
                    .doesNotContain(somebody.getLocalPort());
        }
    }
}
