package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.card;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IssuerRoutingTest {

    private static final IssuerPack AURORA = PackFixture.aurora();

    private final IssuerRouting routing = new IssuerRouting(List.of(
            pack("wide", "400000-499999"), pack("narrow", "41111100-41111199"), pack("middle", "4111110", "4111119")));

    @Test
    void theIssuerCodeOfTheSourceDecidesWhateverTheBinSays() {
        assertThat(route("wide", "41111100")).isEqualTo("wide");
        assertThat(route("narrow", "55555555")).isEqualTo("narrow");
    }

    @Test
    void anIssuerCodeThatNoPackHasIsNotSupportedEvenIfTheBinIsKnown() {
        assertThat(route("unknown", "41111100")).isNull();
        assertThat(route("Wide", "41111100")).isNull();
        assertThat(route("", "41111100")).isNull();
    }

    @Test
    void theLongestMatchWins() {
        assertThat(route(null, "41111150")).isEqualTo("narrow");
        assertThat(route(null, "41111190")).isEqualTo("narrow");
        assertThat(route(null, "41111000")).isEqualTo("wide");
    }

    @Test
    void aShortBinMatchesNoLongerRange() {
        assertThat(route(null, "4111110")).isEqualTo("middle");
        assertThat(route(null, "411111")).isEqualTo("wide");
    }

    @Test
    void theEndsOfARangeBelongToIt() {
        assertThat(route(null, "400000")).isEqualTo("wide");
        assertThat(route(null, "499999")).isEqualTo("wide");
        assertThat(route(null, "399999")).isNull();
        assertThat(route(null, "500000")).isNull();
    }

    @Test
    void whatIsNoBinMatchesNothing() {
        for (String bin : List.of(
                "",
                "41111",
                "411111111",
                "4111x1",
                "٤١١١١١",
                "４１１１１１",
                "-41111",
                "+411111",
                " 411111",
                "411111 ",
                "4111.1",
                "41111100000000000000",
                "4\u0000111111",
                "41111/",
                "41111:")) {
            assertThat(route(null, bin)).as(bin).isNull();
        }
    }

    @Test
    void aCardWithNeitherCodeNorBinIsNoCard() {
        assertThatThrownBy(() -> card(null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Dense ranges of all lengths in a narrow space, so that most questions hit one, or just miss it. */
    @Test
    void itAnswersAsSomebodyWhoLooksAtEveryRange() {
        Random random = new Random(20261123);
        for (int round = 0; round < 10; round++) {
            List<IssuerPack> packs = randomPacks(random);
            IssuerRouting fast = new IssuerRouting(packs);
            for (int i = 0; i < 300; i++) {
                int length = 6 + random.nextInt(3);
                String bin = String.format("%08d", random.nextInt(40_000)).substring(8 - length);
                assertThat(fast.packFor(card(null, bin)).map(IssuerPack::id).orElse(null))
                        .as(bin)
                        .isEqualTo(lookingAtEveryRange(packs, bin));
            }
        }
    }

    private static List<IssuerPack> randomPacks(Random random) {
        Map<String, List<String>> bins = new TreeMap<>();
        for (int length = 6; length <= 8; length++) {
            int next = random.nextInt(50);
            while (next < 40_000) {
                int last = next + (random.nextInt(3) == 0 ? 0 : random.nextInt(400));
                String range = String.format("%0" + length + "d-%0" + length + "d", next, last);
                bins.computeIfAbsent("p" + random.nextInt(5), id -> new ArrayList<>())
                        .add(range);
                next = last + 1 + (random.nextBoolean() ? 0 : random.nextInt(300));
            }
        }
        return bins.entrySet().stream()
                .map(entry -> pack(entry.getKey(), entry.getValue().toArray(String[]::new)))
                .toList();
    }

    private static String lookingAtEveryRange(List<IssuerPack> packs, String bin) {
        String found = null;
        int longest = 0;
        for (IssuerPack pack : packs) {
            for (BinRange range : pack.bins()) {
                if (range.length() > bin.length() || range.length() <= longest) {
                    continue;
                }
                int begin = Integer.parseInt(bin.substring(0, range.length()));
                if (range.from() <= begin && begin <= range.to()) {
                    found = pack.id();
                    longest = range.length();
                }
            }
        }
        return found;
    }

    @Test
    void aBinMayBeginWithZero() {
        IssuerRouting zeros = new IssuerRouting(List.of(pack("zero", "000100-000200")));

        assertThat(zeros.packFor(card(null, "000150"))).isPresent();
        assertThat(zeros.packFor(card(null, "00015000"))).isPresent();
        assertThat(zeros.packFor(card(null, "150000"))).isEmpty();
    }

    @Test
    void rangesOfEqualLengthThatOverlapAreRefusedAlsoWhenAnotherStandsBetween() {
        List<IssuerPack> packs =
                List.of(pack("a", "400000-400900"), pack("b", "400100-400200"), pack("c", "400800-400850"));

        assertThatThrownBy(() -> new IssuerRouting(packs))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("400000-400900 of a and 400100-400200 of b")
                .hasMessageContaining("400000-400900 of a and 400800-400850 of c");
    }

    @Test
    void manyRangesAreToldApart() {
        String[] ranges = IntStream.range(0, 10_000)
                .mapToObj(i -> (40_000_000 + i * 100) + "-" + (40_000_049 + i * 100))
                .toArray(String[]::new);
        IssuerRouting many = new IssuerRouting(List.of(pack("many", ranges)));

        for (int i = 0; i < 10_000; i++) {
            assertThat(many.packFor(card(null, String.valueOf(40_000_049 + i * 100))))
                    .isPresent();
            assertThat(many.packFor(card(null, String.valueOf(40_000_050 + i * 100))))
                    .isEmpty();
        }
    }

    private String route(String issuerCode, String bin) {
        return routing.packFor(card(issuerCode, bin)).map(IssuerPack::id).orElse(null);
    }

    private static IssuerPack pack(String id, String... bins) {
        return new IssuerPack(
                id,
                id,
                "00000000",
                AURORA.folder(),
                Arrays.stream(bins).map(BinRange::parse).toList(),
                AURORA.transport(),
                AURORA.format(),
                AURORA.sealedCardKey(),
                AURORA.encryptionKey(),
                AURORA.answers(),
                AURORA.inquiry(),
                AURORA.repeat(),
                AURORA.remembers(),
                AURORA.retry(),
                1);
    }
}
