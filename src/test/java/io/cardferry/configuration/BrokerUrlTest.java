package io.cardferry.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cardferry.jms.*}: which brokers there can be, and what goes with what. */
class BrokerUrlTest {

    @TempDir
    Path temp;

    @Test
    void withoutAnUrlTheBrokerIsEmbedded() {
        HubSettings.Jms jms = ConfigFolder.in(temp).load().hub().jms();

        assertThat(jms.enabled()).isTrue();
        assertThat(jms.url()).isEmpty();
        assertThat(jms.login()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://mq1:61616|tcp://mq1:61616",
                "ssl://mq1.example.com:61617|ssl://mq1.example.com:61617",
                "failover:(tcp://mq1:61616)|tcp://mq1:61616",
                "failover:(ssl://mq1:1,ssl://mq2:2)?randomize=false|ssl://mq1:1, ssl://mq2:2",
                "failover://(ssl://mq1:1, tcp://[::1]:2)|ssl://mq1:1, tcp://[::1]:2"
            })
    void anUrlIsOneHostOrSeveral(String url, String hosts) {
        HubSettings.Jms jms =
                ConfigFolder.in(temp, "cardferry.jms.url=" + url).load().hub().jms();

        assertThat(jms.url()).hasValueSatisfying(broker -> assertThat(broker).hasToString(hosts));
    }

    @Test
    void failoverKeepsTheOptionsThatDoNoHarm() {
        BrokerUrl url = BrokerUrl.parse("failover:(tcp://a:1)?randomize=false&priorityBackup=true");

        assertThat(url)
                .isEqualTo(new BrokerUrl(
                        List.of(URI.create("tcp://a:1")), Map.of("randomize", false, "priorityBackup", true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vm://localhost",
                "vm:(broker:(tcp://0.0.0.0:61616))",
                "failover:(vm://localhost)",
                "tcp://mq1",
                "tcp://mq1:0",
                "tcp://mq1:70000",
                "tcp://:61616",
                "tcp://mq1:61616/queue",
                "tcp://mq1:61616#x",
                "tcp://mq1:61616?jms.trustAllPackages=true",
                "ssl://mq1:61617?socket.verifyHostName=false",
                "failover:(tcp://mq1:61616?soTimeout=1)",
                "failover:(tcp://mq1:61616)?maxReconnectAttempts=0",
                "failover:(tcp://mq1:61616)?randomize=maybe",
                "failover:(tcp://mq1:61616,)",
                "failover:()",
                "failover:tcp://mq1:61616",
                "discovery:(multicast://default)",
                "fanout:(tcp://mq1:61616)",
                "http://mq1:8161",
                "amqp://mq1:5672",
                "peer://group/broker",
                "mq1:61616"
            })
    void anyOtherUrlIsRefusedWithPlaceKeyValueAndWhatIsAllowed(String url) {
        assertThat(refusal("cardferry.jms.url=" + url))
                .contains("application.properties:1", "cardferry.jms.url", url, "failover:(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://hub:hunter2@mq1:61616",
                "failover:(tcp://hub:hunter2@mq1:61616)",
                "tcp://mq1:61616?jms.userName=hub&jms.password=hunter2",
                "tcp://mq1:61616?jms.Password=hunter2"
            })
    void anUrlWithAPasswordIsRefusedWithoutShowingIt(String url) {
        assertThat(refusal("cardferry.jms.url=" + url))
                .contains("cardferry.jms.url", "without user, password")
                .doesNotContain("hunter2");
    }

    @Test
    void userAndPasswordGoTogetherAndWithAnUrl() {
        assertThat(refusal("cardferry.jms.url=tcp://a:1", "cardferry.jms.user=hub"))
                .contains("cardferry.jms.password is missing");
        assertThat(refusal("cardferry.jms.url=tcp://a:1", "cardferry.jms.password=hunter2"))
                .contains("cardferry.jms.user is missing")
                .doesNotContain("hunter2");
        assertThat(refusal("cardferry.jms.user=hub", "cardferry.jms.password=hunter2"))
                .contains("cardferry.jms.url is not", "embedded")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65", "many"})
    void consumersAreOneToSixtyFour(String consumers) {
        assertThat(refusal("cardferry.jms.consumers=" + consumers)).contains("from 1 to 64");
    }

    @Test
    void prodRefusesPlainTcpToAnotherMachine() {
        assertThat(prod("failover:(ssl://mq1:1,tcp://mq2:2)"))
                .anySatisfy(line -> assertThat(line).contains("cardferry.jms.url", "plain tcp", "use ssl"));
        assertThat(prod("ssl://mq1:61617")).noneMatch(line -> line.contains("jms"));
        assertThat(prod("tcp://127.0.0.1:61616")).noneMatch(line -> line.contains("jms"));
    }

    private List<String> prod(String url) {
        Settings settings = ConfigFolder.in(temp, "cardferry.profile=prod", "cardferry.jms.url=" + url)
                .load();
        return ProductionRules.refusals(settings, List.of(), List.of());
    }

    private String refusal(String... lines) {
        ConfigFolder folder = ConfigFolder.in(temp, lines);
        assertThatThrownBy(folder::load).isInstanceOf(ConfigurationException.class);
        return catchThrowableOfType(ConfigurationException.class, folder::load).getMessage();
    }
}
