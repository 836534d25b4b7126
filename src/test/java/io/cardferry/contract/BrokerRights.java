package io.cardferry.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.AuthorizationEntry;
import org.apache.activemq.security.AuthorizationPlugin;
import org.apache.activemq.security.DefaultAuthorizationMap;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.security.TempDestinationAuthorizationEntry;

/**
 * Who may do what on an outside broker: the tests' own client everything, and the hub what docs/jms.md says that it
 * needs, and nothing else. It may send replies to whatever begins with {@code replies.}
 */
public final class BrokerRights {

    public static final String HUB = "hub";
    public static final String HUB_PASSWORD = "of-the-hub";

    static final String TEST_CLIENT = "jms.userName=bank&jms.password=of-the-bank";

    private static final String BANKS = "banks";
    private static final String HUBS = "hubs";

    private final List<BrokerPlugin> plugins = new ArrayList<>();

    private BrokerRights(String hubPassword) {
        SimpleAuthenticationPlugin users = new SimpleAuthenticationPlugin();
        users.setUsers(List.of(
                new AuthenticationUser("bank", "of-the-bank", BANKS), new AuthenticationUser(HUB, hubPassword, HUBS)));
        plugins.add(users);
    }

    /** Users only: who is let in may do everything. */
    public static BrokerRights withHubPassword(String password) {
        return new BrokerRights(password);
    }

    /** Users, and what each of them may do; the hub what it needs for itself and for delta. */
    public static BrokerRights leastForTheHub() {
        return leastForTheHub(Map.of("delta.cardreg.request", "write,admin", "delta.cardreg.reply", "read,admin"));
    }

    /** @param more what the hub may do on more queues */
    static BrokerRights leastForTheHub(Map<String, String> more) {
        BrokerRights rights = new BrokerRights(HUB_PASSWORD);
        Map<String, String> ofHub = new HashMap<>(more);
        ofHub.put(Messages.REGISTRATIONS, "read,admin");
        ofHub.put(Messages.INVALID, "write,admin");
        ofHub.put("cardferry.dead-letters", "write,admin");
        ofHub.put("replies.>", "write,admin");
        DefaultAuthorizationMap map = new DefaultAuthorizationMap();
        List<AuthorizationEntry> entries = new ArrayList<>();
        entries.add(entry(ActiveMQDestination.QUEUE_TYPE, ">", ""));
        entries.add(entry(ActiveMQDestination.TOPIC_TYPE, ">", ""));
        entries.add(entry(ActiveMQDestination.TOPIC_TYPE, "replies.>", "write,admin"));
        ofHub.forEach((queue, allowed) -> entries.add(entry(ActiveMQDestination.QUEUE_TYPE, queue, allowed)));
        entries.forEach(entry -> map.put(entry.getDestination(), entry));
        map.setTempDestinationAuthorizationEntry(temporary());
        rights.plugins.add(new AuthorizationPlugin(map));
        return rights;
    }

    private static AuthorizationEntry entry(byte type, String name, String ofHub) {
        try {
            AuthorizationEntry entry = new AuthorizationEntry();
            entry.setDestination(ActiveMQDestination.createDestination(name, type));
            entry.setRead(groups(ofHub.contains("read")));
            entry.setWrite(groups(ofHub.contains("write")));
            entry.setAdmin(groups(ofHub.contains("admin")));
            return entry;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static TempDestinationAuthorizationEntry temporary() {
        try {
            TempDestinationAuthorizationEntry entry = new TempDestinationAuthorizationEntry();
            entry.setRead(BANKS);
            entry.setWrite(groups(true));
            entry.setAdmin(BANKS);
            entry.afterPropertiesSet();
            return entry;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String groups(boolean hubsToo) {
        return hubsToo ? BANKS + "," + HUBS : BANKS;
    }

    List<BrokerPlugin> plugins() {
        return plugins;
    }
}
