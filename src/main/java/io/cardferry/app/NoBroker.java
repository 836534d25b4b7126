package io.cardferry.app;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;

/** Stands where an issuer's broker would be if messages were switched on: what is to go there is certainly not sent. */
final class NoBroker implements ConnectionFactory {

    private static final String WHY = "messages are switched off";

    @Override
    public Connection createConnection() throws JMSException {
        throw new JMSException(WHY);
    }

    @Override
    public Connection createConnection(String user, String password) throws JMSException {
        throw new JMSException(WHY);
    }

    @Override
    public JMSContext createContext() {
        throw new JMSRuntimeException(WHY);
    }

    @Override
    public JMSContext createContext(String user, String password) {
        throw new JMSRuntimeException(WHY);
    }

    @Override
    public JMSContext createContext(String user, String password, int sessionMode) {
        throw new JMSRuntimeException(WHY);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        throw new JMSRuntimeException(WHY);
    }
}
