package io.cardferry.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** What a call takes of a processor: on a machine with much else to do the clock tells more of that than of the call. */
public final class ProcessorTime implements InternalProfiler {

    static final String LABEL = "processor";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long before;

    @Override
    public String getDescription() {
        return "processor time per call";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = ofWorkers();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double micros = (ofWorkers() - before) / (double) TimeUnit.MICROSECONDS.toNanos(1);
        return List.of(
                new ScalarResult(LABEL, micros / result.getMetadata().getAllOps(), "us/op", AggregationPolicy.AVG));
    }

    private long ofWorkers() {
        return LongStream.of(threads.getAllThreadIds())
                .filter(id -> {
                    var thread = threads.getThreadInfo(id);
                    return thread != null && thread.getThreadName().contains("-jmh-worker-");
                })
                .map(threads::getThreadCpuTime)
                .sum();
    }
}
