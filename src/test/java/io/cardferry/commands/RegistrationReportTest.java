package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationReportTest {

    private static final String LONG_REF = "r".repeat(64);
    private static final String TOKEN = "T".repeat(100);

    @Test
    void nothingThatAPersonCopiesIsEverCut() throws Exception {
        String registration = Registrations.COMPLETED
                .replace("\"c-1\"", '"' + LONG_REF + '"')
                .replace("AUR-1", TOKEN)
                .replace("\"VISA\"", "\"A_BRAND_OF_THIRTY_TWO_CHARACTERS\"");

        assertThat(lines(registration, 80))
                .contains("  phone-wallet/" + LONG_REF)
                .anyMatch(line -> line.contains(TOKEN))
                .anyMatch(line -> line.contains("01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e60"))
                .anyMatch(line -> line.contains("A_BRAND_OF_… 1111"));
    }

    @Test
    void everythingElseFitsTheWindow() throws Exception {
        String registration = Registrations.COMPLETED.replace("DO_NOT_HONOUR", "many words ".repeat(20));

        assertThat(lines(registration, 60)).allMatch(line -> line.length() <= 60);
    }

    @Test
    void anIncompleteListIsSaidAloud() throws Exception {
        assertThat(lines(Registrations.COMPLETED.replace("\"complete\": true", "\"complete\": false"), 80))
                .anyMatch(line -> line.contains("NOT COMPLETE"));
        assertThat(lines(Registrations.COMPLETED, 80)).noneMatch(line -> line.contains("NOT COMPLETE"));
    }

    @Test
    void aFailedRegistrationSaysWhy() throws Exception {
        String failed = Registrations.COMPLETED.replace(
                "\"COMPLETED\", \"reason\": null", "\"FAILED\", \"reason\": {\"code\":\"account-unknown\"}");

        assertThat(lines(failed, 80)).contains("  status   FAILED, account-unknown");
    }

    private static List<String> lines(String registration, int width) throws JsonProcessingException {
        return RegistrationReport.lines(new ObjectMapper().readTree(registration), width);
    }
}
