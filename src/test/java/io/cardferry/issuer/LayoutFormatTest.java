package io.cardferry.issuer;

import static io.cardferry.issuer.LayoutPacks.canonical;
import static io.cardferry.issuer.LayoutPacks.pack;
import static io.cardferry.issuer.PackFixture.REQUEST_ID;
import static io.cardferry.issuer.PackFixture.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packs whose bytes a layout describes. What the samples expect was written from the specifications, not by the library. */
class LayoutFormatTest {

    @TempDir
    Path issuers;

    @Test
    void fourBanksNeedNothingButFiles() {
        assertThat(LayoutPacks.ALL)
                .extracting(IssuerPack::id)
                .containsExactly("cumulus", "delta", "epsilon", "stratus");
        for (IssuerPack pack : LayoutPacks.ALL) {
            assertThat(new PackCheck(pack).findings()).as(pack.id()).isEmpty();
        }
    }

    /** Not by the sample: 9 bytes of BCD, a binary bitmap, and text in ISO 8859-1. */
    @Test
    void stratusWritesNumbersAsBcdAndItsOwnTags() {
        ObjectNode canonical = canonical("stratus");
        ((ObjectNode) canonical.get("device")).put("name", "Küche");

        assertThat(HexFormat.of().formatHex(pack("stratus").format().write(canonical)))
                .isEqualTo("0100" + "c224000000010004" + "0000000010000000" + "16" + "4111111111111111" + "1122101500"
                        + "000123" + "2904" + "0033" + "4143433038" + "6163632d31303031" + "4445563035" + "74762d3737"
                        + "4e414d3035" + "4bfc636865" + "0016"
                        + REQUEST_ID.toString().replace("-", "") + "11"
                        + "3530313130303330323733");
    }

    @Test
    void epsilonWritesInEbcdic() {
        byte[] record = pack("epsilon").format().write(canonical("epsilon"));

        // 0, 7, two blanks, and the card number's first zero in code page 1047.
        assertThat(HexFormat.of().formatHex(record, 0, 5)).isEqualTo("f0f74040f0");
        assertThat(record[119]).isEqualTo((byte) 0x4b);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delta   | /account/id     | 65                                  | /account is longer than 64 characters
            delta   | /device/id      | 65                                  | /deviceId is longer than 64 characters
            delta   | /account/id     | Müller                              | /account holds a character that is not printable in US-ASCII
            delta   | /account/id     | 'acc '                              | /account ends with the character that fills the field up
            epsilon | /account/id     | *acc                                | /account begins with the character that fills the field up
            delta   | /account/id     | ''                                  | /account is missing
            delta   | /requestorId    | 5011003027x                         | /requestor holds something else than digits
            delta   | /card/pan       | 20                                  | /pan is longer than 19 characters
            cumulus | /account/id     | 129                                 | /48/05 is longer than 128 characters
            cumulus | /account/id     | Müller                              | /48/05 holds a character that is not printable in US-ASCII
            cumulus | /transmission/stan | ''                               | /11 is missing
            stratus | /account/id     | 100                                 | /48/ACC is longer than 99 characters
            """)
    void whatDoesNotFitIsRefusedByFieldAndLimitAndNeverByValue(
            String id, String pointer, String value, String message) {
        ObjectNode canonical = canonical(id);
        String text = value.matches("[0-9]{2,3}") ? "7".repeat(Integer.parseInt(value)) : value;
        ((ObjectNode) canonical.at(pointer.substring(0, pointer.lastIndexOf('/'))))
                .put(pointer.substring(pointer.lastIndexOf('/') + 1), text);

        assertThatThrownBy(() -> pack(id).format().write(canonical))
                .isInstanceOf(NotRepresentable.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delta   | { "acount": 1 }       | delta/layout.yaml: the mapping gives /acount, which is no field of this message
            delta   | { "account": {"a":1} }| delta/layout.yaml: the mapping gives /account, which is neither text nor a whole number
            delta   | { "account": 1.5 }    | delta/layout.yaml: the mapping gives /account, which is neither text nor a whole number
            delta   | [1]                   | delta/layout.yaml: the message has to be an object of fields, and the mapping gives none
            cumulus | { "39": "00" }        | cumulus/layout.yaml: the mapping gives /39, which is no field of this message
            cumulus | { "48": "0103..." }   | cumulus/layout.yaml: /48 has to be an object of fields, and the mapping gives none
            cumulus | { "48": {"07": "x"} } | cumulus/layout.yaml: the mapping gives /48/07, which is no field of this message
            """)
    void aMappingThatGivesOtherFieldsFails(String id, String mapping, String message) throws IOException {
        // Fields are looked at in order, so those before the one in question have to be there.
        String before = id.equals("delta")
                ? "{\"requestId\": \"r\", "
                : "{\"2\": \"1\", \"7\": \"1\", \"11\": \"1\", \"14\": \"1\", \"37\": \"a\", \"41\": \"a\", ";
        String whole = mapping.startsWith("{") ? before + mapping.substring(1) : mapping;
        IssuerPack pack = edited(id, "request.jslt", whole);

        assertThatThrownBy(() -> pack.format().write(canonical(id)))
                .isInstanceOf(MappingFailed.class)
                .hasMessage(message);
    }

    @Test
    void aDifferenceIsNamedByFieldWithItsCardNumberMasked() {
        Path folder = copyOf("cumulus");
        edit(folder.resolve("samples/approved/message.hex"), "313633353636", "313633353637");
        edit(folder.resolve("samples/approved/inquiry.hex"), "35  # 91", "31  # 91");
        edit(folder.resolve("samples/approved/echo.hex"), "333031  # 70", "333032  # 70");
        edit(folder.resolve("samples/least/message.hex"), "303743415244524547", "303643415244524547");

        assertThat(check())
                .containsExactly(
                        "cumulus/samples/approved/inquiry.hex: 91 is \"5\", not \"1\"",
                        "cumulus/samples/approved/echo.hex: 70 is \"301\", not \"302\"",
                        "cumulus/samples/approved/message.hex: 2 is something else, which is masked because it could be a card number, not \"***\"",
                        "cumulus/samples/least/message.hex: is no message of the layout: it is written in another way than"
                                + " the layout says, or goes on behind its end; from byte 187 on the pack's message is 37 43 41 52 44,"
                                + " not 36 43 41 52 44");
    }

    @Test
    void aRecordsDifferenceIsNamedByField() {
        Path folder = copyOf("delta");
        edit(folder.resolve("samples/approved/message.txt"), "Living room TV ", "Kitchen TV     ");
        edit(folder.resolve("samples/odd-name/message.txt"), "CREG", "CREG ");
        edit(folder.resolve("samples/busy/answer.txt"), "91", "00");

        assertThat(check())
                .contains(
                        "delta/samples/approved/message.txt: deviceName is \"Living room TV\", not \"Kitchen TV\"",
                        "delta/samples/odd-name/message.txt: is no message of the layout: it is 301 bytes long; the"
                                + " layout's registration has 300; from byte 5 on the pack's message is 30 31 39 33 61, not 20 30 31 39 33",
                        "delta/samples/busy/outcome.json: /reason/detail is \"the answer approves without a token"
                                + " reference\", not \"the answer holds no decision\"");
    }

    @Test
    void aSampleThatIsNoHexDumpIsSaidToBeNone() {
        Path folder = copyOf("cumulus");
        edit(folder.resolve("samples/declined/answer.hex"), "30333130", "3033310");

        assertThat(check())
                .containsExactly("cumulus/samples/declined/answer.hex: is no hex dump: pairs of hex digits,"
                        + " white space, and comments that begin with #");
    }

    private List<String> check() {
        return PackLoader.load(issuers, PackOverrides.NONE).stream()
                .flatMap(pack -> new PackCheck(pack).findings().stream())
                .map(PackFinding::line)
                .toList();
    }

    private Path copyOf(String id) {
        return LayoutPacks.copyOf(id, issuers);
    }

    private IssuerPack edited(String id, String file, String text) throws IOException {
        Files.writeString(copyOf(id).resolve(file), text);
        return PackLoader.load(issuers, PackOverrides.NONE).get(0);
    }
}
