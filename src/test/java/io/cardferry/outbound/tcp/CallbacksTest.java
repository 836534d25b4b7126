package io.cardferry.outbound.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One host that floods us. */
class CallbacksTest {

    private final List<Runnable> accepted = new ArrayList<>();
    private final Callbacks callbacks = new Callbacks("the host", accepted::add);

    @Test
    void itsWorkHasAShareOfTheThreadsAndNoMore() {
        for (int i = 0; i < 1_000; i++) {
            callbacks.run("an answer", () -> {});
        }
        assertThat(accepted).hasSize(100);

        accepted.remove(0).run();

        assertThat(callbacks.run("an answer", () -> {})).isTrue();
        assertThat(callbacks.run("an answer", () -> {})).isFalse();
    }

    /** Hundreds of decisions may come at once, when a host goes on that stood still. */
    @Test
    void firstAnswersToWhatWasGivenUpDoNotWaitForItsShareUpToAsManyAsAreRemembered() {
        for (int i = 0; i < 1_000; i++) {
            callbacks.run("an answer", () -> {});
        }
        accepted.clear();

        for (int i = 0; i < Memory.MOST; i++) {
            assertThat(callbacks.runFirst("a late answer", () -> {})).isTrue();
        }
        assertThat(callbacks.runFirst("a late answer", () -> {})).isFalse();
        assertThat(callbacks.run("an answer", () -> {})).isFalse();

        accepted.remove(0).run();
        assertThat(callbacks.runFirst("a late answer", () -> {})).isTrue();
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        for (int i = 0; i < 1_000; i++) {
            callbacks.run("an answer", () -> {
                throw new IllegalStateException("4111111111111111");
            });
            accepted.remove(0).run();
        }

        assertThat(callbacks.run("an answer", () -> {})).isTrue();
    }

    @Test
    void ofAllAnswersToOneMessageOneIsTheFirst() {
        Exchange<String> exchange = new Exchange<>(new byte[0], "key", "about", 0);
        Ended<String> unanswered = Ended.unanswered(exchange);

        assertThat(unanswered.isTheFirstAnswer()).isTrue();
        assertThat(unanswered.isTheFirstAnswer()).isFalse();
        assertThat(Ended.answered(exchange).isTheFirstAnswer()).isFalse();
    }
}
