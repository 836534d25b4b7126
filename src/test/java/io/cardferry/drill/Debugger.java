package io.cardferry.drill;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector.Argument;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/**
 * Stops threads of a hub at a {@link Point}, so that a drill reaches it each time and not by luck. The hub is the
 * unchanged program, started with the JDK's debugging agent.
 */
final class Debugger implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final ListeningConnector connector = socketConnector();
    private final Map<String, Argument> arguments = connector.defaultArguments();
    private final String port;
    private final Queue<EventSet> stopped = new ConcurrentLinkedQueue<>();
    private VirtualMachine hub;

    /** Waits for a hub that is started with {@link #agent()}. */
    Debugger() {
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("port").setValue("0");
        arguments.get("timeout").setValue(Long.toString(PATIENCE.toMillis()));
        try {
            port = connector.startListening(arguments).replaceFirst(".*:", "");
        } catch (IOException | IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ListeningConnector socketConnector() {
        return Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(each -> each.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
    }

    /**
     * What the hub's JVM is to be told, so that it comes here. A virtual thread that stands still keeps its carrier: there
     * must be more of them than threads that are stopped.
     */
    String agent() {
        return "-Djdk.virtualThreadScheduler.parallelism=16 "
                + "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + port;
    }

    /** The hub has come; it runs on. */
    void attach() {
        try {
            hub = connector.accept(arguments);
            connector.stopListening(arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
        Thread events = new Thread(this::followEvents, "debugger");
        events.setDaemon(true);
        events.start();
    }

    /** From now on, every thread that comes to this point stops there, and at no other. */
    void stopAt(Point point) {
        stopNowhere();
        ClassPrepareRequest whenLoaded = hub.eventRequestManager().createClassPrepareRequest();
        whenLoaded.addClassFilter(point.className);
        whenLoaded.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        whenLoaded.putProperty(Point.class, point);
        whenLoaded.enable();
        hub.classesByName(point.className).forEach(loaded -> breakAt(loaded, point));
    }

    private void stopNowhere() {
        EventRequestManager requests = hub.eventRequestManager();
        requests.deleteEventRequests(List.copyOf(requests.classPrepareRequests()));
        requests.deleteEventRequests(List.copyOf(requests.breakpointRequests()));
    }

    /** Waits until so many threads stand still. */
    void awaitStopped(int threads) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> stopped.size() >= threads);
    }

    /** Whoever stands still goes on, and nobody stops any more. */
    void goOn() {
        stopNowhere();
        release();
    }

    /** Whoever stands still goes on, and stops at the next point. */
    void goOnTo(Point next) {
        stopAt(next);
        release();
    }

    private void release() {
        for (EventSet set = stopped.poll(); set != null; set = stopped.poll()) {
            set.resume();
        }
    }

    private void breakAt(ReferenceType loaded, Point point) {
        // Its own only: every record would stop at a record's inherited constructor.
        List<Method> methods = loaded.methods().stream()
                .filter(method -> method.name().equals(point.method) && !method.isBridge())
                .toList();
        if (methods.isEmpty()) {
            throw new IllegalStateException(point + " is not there any more: " + loaded.name() + "." + point.method);
        }
        for (Method method : methods) {
            BreakpointRequest stop = hub.eventRequestManager().createBreakpointRequest(method.location());
            stop.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
            stop.enable();
        }
    }

    private void followEvents() {
        try {
            while (true) {
                EventSet set = hub.eventQueue().remove();
                if (!stops(set)) {
                    set.resume();
                }
            }
        } catch (VMDisconnectedException | InterruptedException dead) {
            // It was killed, which is what a drill is for.
        }
    }

    private boolean stops(EventSet set) {
        for (Event event : set) {
            if (event instanceof ClassPrepareEvent loaded) {
                breakAt(loaded.referenceType(), (Point) event.request().getProperty(Point.class));
            }
            if (event instanceof BreakpointEvent) {
                stopped.add(set);
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (hub != null) {
            try {
                hub.dispose();
            } catch (VMDisconnectedException dead) {
                // There is nothing to let go of.
            }
        }
    }
}
