package io.cardferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class BrokerTroubleTest {

    @Test
    void whatIsWrongIsFoundAmongTheCauses() {
        assertThat(of(new JMSSecurityException("who are you?"))).isEqualTo(BrokerTrouble.LOGIN);
        assertThat(of(new SecurityException("who are you?"))).isEqualTo(BrokerTrouble.LOGIN);
        assertThat(of(new SSLHandshakeException("no"))).isEqualTo(BrokerTrouble.TLS);
        assertThat(of(new CertificateException("no"))).isEqualTo(BrokerTrouble.TLS);
        assertThat(of(new ConnectException("no"))).isEqualTo(BrokerTrouble.AWAY);
        assertThat(BrokerTrouble.of(new JMSException("no"))).isEqualTo(BrokerTrouble.AWAY);
    }

    private static BrokerTrouble of(Exception cause) {
        JMSException failure = new JMSException("wrapped");
        failure.initCause(cause);
        return BrokerTrouble.of(failure);
    }
}
