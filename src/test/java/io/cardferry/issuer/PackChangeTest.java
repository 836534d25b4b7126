package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackChangeTest {

    private static final IssuerPack AURORA = PackFixture.aurora();
    private static final IssuerPack BOREALIS = PackFixture.borealis();

    private static IssuerPack faster() {
        return PackLoader.load(
                        PackFixture.SHIPPED,
                        (issuer, key) -> key.equals("response-timeout") ? Optional.of("4s") : Optional.empty())
                .get(0);
    }

    @Test
    void aPackThatIsNewIsAddedAndOneThatIsGoneIsRemoved() {
        assertThat(between(List.of(AURORA), List.of(BOREALIS)))
                .containsExactly(
                        new PackChange("aurora", null, AURORA.version(), PackChange.Kind.REMOVED),
                        new PackChange("borealis", BOREALIS.version(), null, PackChange.Kind.ADDED));
    }

    @Test
    void aPackWithOtherSettingsHasAnotherVersionAndIsChanged() {
        IssuerPack faster = faster();

        assertThat(between(List.of(AURORA, BOREALIS), List.of(faster, BOREALIS)))
                .containsExactly(
                        new PackChange("aurora", faster.version(), AURORA.version(), PackChange.Kind.CHANGED),
                        new PackChange("borealis", BOREALIS.version(), BOREALIS.version(), PackChange.Kind.UNCHANGED));
        assertThat(faster.version()).isEqualTo(faster().version());
    }

    private static List<PackChange> between(List<IssuerPack> before, List<IssuerPack> after) {
        return PackChange.between(new IssuerRouting(before), new IssuerRouting(after));
    }
}
