package io.cardferry.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs one benchmark of JMH and prints microseconds per call, by the processor and by the clock, with the machine beside them. */
final class Figures {

    /** XSLT is still getting faster after ten seconds. */
    private static final int WARM_UP_ROUNDS = 15;

    private static final int ROUNDS = 5;
    private static final TimeValue ROUND = TimeValue.seconds(1);
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private final Collection<RunResult> results;

    private Figures(Collection<RunResult> results) {
        this.results = results;
    }

    /** Measures in two virtual machines of their own, one after the other. */
    static Figures of(Class<?> benchmark) throws RunnerException {
        return new Figures(new Runner(new OptionsBuilder()
                        .include(benchmark.getName() + "\\.")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .warmupIterations(WARM_UP_ROUNDS)
                        .warmupTime(ROUND)
                        .measurementIterations(ROUNDS)
                        .measurementTime(ROUND)
                        .forks(2)
                        .addProfiler(ProcessorTime.class)
                        .jvmArgs("-Xmx512m")
                        .build())
                .run());
    }

    void print() throws IOException {
        System.out.printf(
                "%n%s %s, %d of %s, load %.1f%n%n| what | of | processor µs | µs | ± |%n| --- | --- | --- | --- | --- |%n",
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        for (RunResult result : results) {
            String of = String.join(
                    " ",
                    result.getParams().getParamsKeys().stream()
                            .map(result.getParams()::getParam)
                            .toList());
            System.out.printf(
                    "| %s | %s | %.2f | %.2f | %.2f |%n",
                    result.getPrimaryResult().getLabel(),
                    of,
                    processorMicros(result),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError());
        }
    }

    private static double processorMicros(RunResult result) {
        for (Result<?> measured : result.getSecondaryResults().values()) {
            if (measured.getLabel().contains(ProcessorTime.LABEL)) {
                return measured.getScore();
            }
        }
        throw new IllegalStateException("no processor time was measured");
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(PROCESSOR)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("[^:]*: ", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
