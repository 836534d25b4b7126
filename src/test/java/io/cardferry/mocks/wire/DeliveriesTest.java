package io.cardferry.mocks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

/** How long calls wait for their answers, and how many; the clock is the test's. */
class DeliveriesTest {

    private record Alarm(long ms, Runnable action) {}

    private final List<Alarm> alarms = new ArrayList<>();
    private final Deliveries deliveries = new Deliveries(like(ScheduledExecutorService.class, (self, method, given) -> {
        alarms.add(new Alarm((long) given[1], (Runnable) given[0]));
        return like(ScheduledFuture.class, (future, what, nothing) -> true);
    }));

    @Test
    void aCallThatHangsIsClosedAfterAMinute() throws Exception {
        Call call = waiting(Delivery.HANG);

        assertThat(alarms).extracting(Alarm::ms).containsExactly(60_000L);
        assertThat(call.closed).isZero();
        alarms.get(0).action().run();

        assertThat(call.closed).isEqualTo(1);
        assertThat(call.sent()).isEmpty();
    }

    @Test
    void aLateAnswerIsSentWhenItIsTime() throws Exception {
        Call call = waiting(Delivery.of(Delivery.Manner.LATE, 70));

        assertThat(alarms).extracting(Alarm::ms).containsExactly(70L);
        assertThat(call.sent()).isEmpty();
        alarms.get(0).action().run();

        assertThat(call.sent()).isEqualTo("answer");
        assertThat(call.completed).isEqualTo(1);
    }

    @Test
    void aDrippingAnswerComesByteByByte() throws Exception {
        Call call = waiting(Delivery.of(Delivery.Manner.DRIP, 5));

        assertThat(call.sent()).isEqualTo("a");
        for (int i = 0; i < alarms.size(); i++) {
            alarms.get(i).action().run();
        }

        assertThat(call.sent()).isEqualTo("answer");
        assertThat(call.completed).isEqualTo(1);
        assertThat(alarms).hasSize(5).allSatisfy(alarm -> assertThat(alarm.ms()).isEqualTo(5));
    }

    @Test
    void whenTooManyWaitTheOldestIsClosed() throws Exception {
        Call oldest = waiting(Delivery.HANG);
        Call second = waiting(Delivery.HANG);
        for (int i = 2; i < Deliveries.MAX_WAITING; i++) {
            waiting(Delivery.HANG);
        }
        assertThat(oldest.closed).isZero();

        Call last = waiting(Delivery.HANG);

        assertThat(oldest.closed).isEqualTo(1);
        assertThat(second.closed).isZero();
        assertThat(last.closed).isZero();
    }

    @Test
    void anAnswerThatWasSentMakesRoom() throws Exception {
        Call first = waiting(Delivery.HANG);
        waiting(Delivery.of(Delivery.Manner.LATE, 70));
        alarms.get(1).action().run();
        for (int i = 1; i < Deliveries.MAX_WAITING; i++) {
            waiting(Delivery.HANG);
        }

        assertThat(first.closed).isZero();
    }

    @Test
    void whenTheWorldClosesEverythingThatWaitsIsClosed() throws Exception {
        Call hanging = waiting(Delivery.HANG);
        Call late = waiting(Delivery.of(Delivery.Manner.LATE, 70));

        deliveries.dropAll();
        alarms.forEach(alarm -> alarm.action().run());

        assertThat(hanging.closed).isEqualTo(1);
        assertThat(late.closed).isEqualTo(1);
        assertThat(late.sent()).isEmpty();
    }

    private Call waiting(Delivery delivery) throws Exception {
        Call call = new Call();
        deliveries.deliver(call.request, call.response, "answer".getBytes(StandardCharsets.UTF_8), delivery);
        return call;
    }

    /** One call as the server sees it. */
    private static final class Call {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int closed;
        private int completed;

        private final HttpServletResponse response = like(HttpServletResponse.class, (self, method, given) -> {
            if (method.getName().equals("sendError")) {
                closed++;
            }
            return method.getName().equals("getOutputStream") ? output() : null;
        });

        private final AsyncContext context = like(AsyncContext.class, (self, method, given) -> {
            if (method.getName().equals("start")) {
                ((Runnable) given[0]).run();
            }
            completed += method.getName().equals("complete") ? 1 : 0;
            return null;
        });

        private final HttpServletRequest request = like(HttpServletRequest.class, (self, method, given) -> context);

        private String sent() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        private ServletOutputStream output() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void write(int oneByte) {
                    bytes.write(oneByte);
                }
            };
        }
    }

    private static <T> T like(Class<T> type, InvocationHandler behaviour) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, behaviour));
    }
}
