package io.cardferry.operations;

import io.cardferry.intake.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Shows the metrics over HTTP. */
public final class MetricsPage {

    private final HubMetrics metrics;

    public MetricsPage(HubMetrics metrics) {
        this.metrics = metrics;
    }

    /** Everything, in Prometheus' text format. */
    public HttpAnswer show() {
        byte[] text = metrics.scrape().getBytes(StandardCharsets.UTF_8);
        return new HttpAnswer(200, Map.of(), "text/plain; version=0.0.4; charset=utf-8", text);
    }
}
