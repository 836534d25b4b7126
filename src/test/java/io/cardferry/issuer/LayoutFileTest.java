package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** A mistake in a layout stops the start with one line: the file, where in it, and what is allowed. */
class LayoutFileTest {

    @TempDir
    Path issuers;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            delta   | at: 41, length: 64  | at: 40, length: 64  | /requests/registration/fields: 'account' begins before 'requestId' ends (at 40)
            delta   | at: 262, length: 11 | at: 262, length: 40 | /requests/registration/fields/8: ends at 301, behind the record's end at 300
            delta   | name: expiry        | name: pan           | /requests/registration/fields/4/name: there are two fields 'pan'; give one another name
            delta   | constant: CREG      | constant: CREGS     | /requests/registration/fields/0/constant: is longer than 4 characters; padding is not part of it
            delta   | constant: CREG      | constant: "CRE "    | /requests/registration/fields/0/constant: ends with the character that fills the field up; padding is not part of it
            delta   | constant: CREG      | constant: CRÉG      | /requests/registration/fields/0/constant: holds a character that is not printable in US-ASCII; padding is not part of it
            delta   | fit: [transliterate, cut] | fit: [truncate] | /requests/registration/fields/7/fit/0: "truncate" is not allowed; allowed is cut, transliterate
            delta   | fit: [transliterate, cut] | fit: [cut], content: digits | /requests/registration/fields/7/fit: is for text, and this field holds digits; remove it
            delta   | length: 19          | lenght: 19          | /requests/registration/fields/3: the key "lenght" is unknown; the nearest is 'length'
            delta   | required: true      | required: maybe     | "maybe" is not allowed; allowed is true, false
            delta   | requests:           | charset: UTF-8\\nrequests: | /charset: "UTF-8" is not allowed; allowed is US-ASCII, ISO-8859-1, IBM037, IBM1047
            delta   | requests:           | charset: [\\nrequests:     | layout.yaml:
            delta   | length: 300         | length: 0           | /requests/registration/length: "0" is not a whole number from 1 to 9999
            epsilon | constant: "18"      | constant: "17"      | /answers/1: can't be told from an answer before it
            cumulus | mti: "0310"         | mti: 0310           | /answers/0/mti: "200" is not four digits in quotes, as "0300"
            cumulus | mti: "0810"         | mti: "0310"         | /answers/1/mti: there are two answers of the type 0310; make them one
            cumulus | 39], optional: [41, 48 | 39], optional: [41, 49 | /answers/0/optional: there is no field 49 under /fields; describe it there
            cumulus | 39], optional: [41, 48 | 39], optional: [39, 48 | /answers/0/optional: field 39 is required and optional; remove it from one list
            cumulus | type: llvar, length: 19 | type: llvar, length: 100 | /fields/2/length: 100 is more than a field of the type llvar holds here (99)
            cumulus | type: llvar, length: 19, content: digits | type: llbcd, length: 19 | /fields/2/type: llbcd needs numbers: bcd
            cumulus | type: numeric, length: 6 | type: numeric, length: 6, content: text | /fields/11/content: a field of the type numeric holds digits by itself; remove it
            cumulus | type: numeric, length: 6 | type: n6       | /fields/11/type: "n6" is not allowed; allowed is numeric, alpha, llvar, lllvar, llbcd, binary, llbin, lllbin
            cumulus | "10": { max-length  | "100": { max-length | /fields/48/tags/values/100: has not 2 characters, as tag-length says; write it in quotes
            cumulus | { 48: ["01"] }      | { 48: ["09"] }      | /required-tags/48: there is no tag '09' under /fields/48
            cumulus | { 48: ["01"] }      | { 41: ["01"] }      | /required-tags/41: is no field of this message that has tags; remove it
            cumulus | "10": { max-length: 256 | "10": { max-length: 1000 | /fields/48/tags/values/10/max-length: 1000 has more than 3 digits
            cumulus | 101: {              | 129: {              | /fields: the key "129" is not a field number from 2 to 128
            stratus | bitmap: binary      | bitmap: hex         | /mti: with mti: bcd, the bitmap is binary too; add bitmap: binary
            """)
    void aMistakeIsNamedWithItsPlaceAndWhatIsAllowed(String id, String from, String to, String message) {
        edit(copyOf(id).resolve("layout.yaml"), from, to.replace("\\n", "\n"));

        assertThat(problems()).contains(id + "/layout.yaml:").contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            delta   | layout: layout.yaml     | # none            | issuer.yaml: /mapping: the key 'layout' is missing; it names the file that says how fields become bytes
            delta   | layout: layout.yaml     | layout: other.yaml| issuer.yaml: /mapping/layout: there is no file
            delta   | layout: layout.yaml     | layout: x.json    | issuer.yaml: /mapping/layout: "x.json" is not the name of a .yaml file in the pack's folder
            delta   | answer: answer.jslt     | answer: answer.xsl| issuer.yaml: /mapping/answer: "answer.xsl" is not a .jslt file, as mappings of the format 'fixed-length' are
            delta   | answer: answer.jslt     | inquiry: answer.jslt, answer: answer.jslt | issuer.yaml: /mapping/inquiry: the layout has no request 'inquiry'; describe it in layout.yaml or remove this
            delta   | format: fixed-length    | format: json      | issuer.yaml: /mapping/layout: is for the formats fixed-length, iso8583; remove it
            """)
    void thePackNamesItsLayout(String id, String from, String to, String message) {
        edit(copyOf(id).resolve("issuer.yaml"), from, to.replace(", ", "\n  "));

        assertThat(problems()).contains(message);
    }

    @Test
    void everyMistakeOfTheSchemaIsNamedAtOnce() throws IOException {
        Files.writeString(copyOf("delta").resolve("layout.yaml"), "requests: {}\nanswers: []\n");

        assertThat(problems())
                .contains("/requests: the key 'registration' is missing")
                .contains("/answers: this is not a list of 1 to 16 records");
    }

    @ParameterizedTest
    @CsvSource({"fixed-length-http, charset: US-ASCII", "iso8583-http, fields:"})
    void theExamplesInTheDocsAreLayouts(String skeleton, String begin) throws IOException {
        String docs = Files.readString(Path.of("docs/formats.md"));
        int from = docs.indexOf("```yaml\n" + begin) + "```yaml\n".length();
        Path folder = issuers.resolve("my-bank");
        FileSystemUtils.copyRecursively(Path.of("skeletons", skeleton, "issuers/my-bank"), folder);
        Files.writeString(folder.resolve("layout.yaml"), docs.substring(from, docs.indexOf("```", from)));

        assertThat(PackLoader.load(issuers, PackOverrides.NONE)).hasSize(1);
    }

    private String problems() {
        return catchThrowableOfType(PackException.class, () -> PackLoader.load(issuers, PackOverrides.NONE))
                .getMessage();
    }

    private Path copyOf(String id) {
        return LayoutPacks.copyOf(id, issuers);
    }
}
