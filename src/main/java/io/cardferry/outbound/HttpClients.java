package io.cardferry.outbound;

import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes the client of one card source or issuer: its own pool, so that a slow one can't take another's connections. */
public final class HttpClients {

    /**
     * A header that stays here: until when, by {@link System#nanoTime()}, a request may begin to be sent. Whoever sends
     * holds a lease, and after it somebody else may be sending the same.
     */
    public static final String SEND_UNTIL = "Cardferry-Send-Until";

    /**
     * A kept connection is looked at before it is used: the other side may have closed it, and a request that was
     * written to a closed connection is in doubt. Costs a millisecond.
     */
    private static final TimeValue IDLE_UNTRUSTED = TimeValue.ZERO_MILLISECONDS;

    /** DNS changes and load balancers want connections to end some day. */
    private static final TimeValue CONNECTION_AGE_MAX = TimeValue.ofMinutes(5);

    private HttpClients() {}

    /**
     * @param limits what a call may cost
     * @param authentication on each of them
     * @param clock ends calls that take too long; its tasks are short
     */
    public static CloseableHttpClient of(
            HttpLimits limits, Authentication authentication, ScheduledExecutorService clock) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections(limits, authentication))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(limits.connectTimeout()))
                        .setResponseTimeout(Timeout.of(limits.responseTimeout()))
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .setUserAgent("Cardferry")
                .setDefaultHeaders(authentication.header().stream().toList())
                // A connection that showed our certificate is ours as any other is: it is used again.
                .disableConnectionState()
                // The ledger decides what is sent again, never the client: it would repeat a POST on a 503.
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                // Nothing is unpacked: a small answer stays small.
                .disableContentCompression()
                .addExecInterceptorFirst("sending-watch", new SendingWatch())
                .addExecInterceptorBefore(
                        ChainElement.CONNECT.name(), "connect-deadline", new ConnectDeadline(limits, clock))
                .addExecInterceptorAfter(
                        ChainElement.CONNECT.name(), "answer-deadline", new AnswerDeadline(limits, clock))
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(HttpLimits limits, Authentication authentication) {
        Timeout response = Timeout.of(limits.responseTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                // Without TLS of its own the client takes the JVM's. Hosts are verified either way.
                .setTlsSocketStrategy(
                        authentication.tls().map(DefaultClientTlsStrategy::new).orElse(null))
                .setMaxConnTotal(limits.connections())
                .setMaxConnPerRoute(limits.connections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connectTimeout()))
                        .setSocketTimeout(response)
                        .setValidateAfterInactivity(IDLE_UNTRUSTED)
                        .setTimeToLive(CONNECTION_AGE_MAX)
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(response).build())
                .build();
    }
}
