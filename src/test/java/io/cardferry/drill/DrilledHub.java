package io.cardferry.drill;

import io.cardferry.contract.HubProcess;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A hub that each test of a class kills at some point and starts again on the same folder, for the next one to kill. */
final class DrilledHub implements BeforeAllCallback, AfterAllCallback {

    final World world = new World();
    private Debugger debugger;
    private HubProcess process;

    DrilledHub() {
        // Longer than a test holds it up.
        world.hub.with("cardferry.sources.phone-wallet.response-timeout", "60s");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    /** From now on, every thread that comes to this point stops there. */
    void stopAt(Point point) {
        debugger.stopAt(point);
    }

    /** Waits until so many threads stand still. */
    void awaitStopped(int threads) {
        debugger.awaitStopped(threads);
    }

    /** Whoever stands still goes on to the next point. */
    void goOnTo(Point point) {
        debugger.goOnTo(point);
    }

    /** kill -9, without starting it again yet. */
    void kill() {
        world.kill(process);
        debugger.close();
    }

    void killAndStart() {
        kill();
        start();
    }

    void start() {
        debugger = new Debugger();
        process = world.start(debugger);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (process != null) {
            process.close();
        }
        debugger.close();
        world.close();
    }
}
