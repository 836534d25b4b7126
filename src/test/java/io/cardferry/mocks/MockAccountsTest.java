package io.cardferry.mocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MockAccountsTest {

    @TempDir
    private Path folder;

    @Test
    void docsListEveryAccountThatThereIs() throws Exception {
        String docs = Files.readString(Path.of("docs/mocks.md"));
        JsonNode accounts = new YAMLMapper()
                .readTree(Path.of("mocks/accounts.yaml").toFile())
                .path("accounts");

        assertThat(accounts).isNotEmpty();
        assertThat(accounts)
                .allSatisfy(account ->
                        assertThat(docs).contains("| `" + account.path("id").asText() + "` |"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number: '4111111111111112', expiry: 2029-04                       | Luhn",
                "number: '411', expiry: 2029-04                                    | 12 to 19 digits",
                "number: '4111111111111111', expiry: 04/29                         | YYYY-MM",
                "number: '4111111111111111', expiry: 2029-04, fault: {fault: not-found} | none that a card can have",
                "number: '4111111111111111', expiry: 2029-04, fault: {fault: moody}  | moody",
                "number: '4111111111111111', expiry: 2029-04, fault: {fault: slow, status: 500} | takes delayMs",
                "number: '4111111111111111', expiry: 2029-04, issuer: cumulus, fault: {fault: busy}  | can have of cumulus",
                "number: '4111111111111111', expiry: 2029-04, issuer: delta, fault: {fault: refuses, status: 400}  | over JMS",
                "number: '4111111111111111', expiry: 2029-04, issuer: '', fault: {fault: slow}  | without an issuer",
                "number: '4111111111111111', expiry: 2029-04, mood: good           | mood",
                "number: '4111111111111111', expiry: 2029-04, behaviour: SOMETIMES | behaviour",
            })
    void aCardThatCannotBeIsRefusedWithItsPlaceAndWithoutItsNumber(String card, String named) throws Exception {
        Path file = folder.resolve("accounts.yaml");
        Files.writeString(file, """
                accounts:
                  - id: a
                    shows: nothing
                    wallets: { phone-wallet: { cards: [ { ref: c-1, brand: VISA, %s } ] } }
                """.formatted(card));

        assertThatThrownBy(() -> MockAccounts.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(named)
                .hasMessageContaining(file.toString())
                .message()
                .doesNotContain("411111111111111");
    }

    @Test
    void accountsOfNewIssuersStandInFilesOfTheirOwn() throws Exception {
        writeAccount("accounts.yaml", "a");
        writeAccount("new-bank.accounts.yaml", "b");

        MockAccounts accounts = MockAccounts.readAll(folder);

        assertThat(accounts.wallet("phone-wallet", "a")).isPresent();
        assertThat(accounts.wallet("phone-wallet", "b")).isPresent();
    }

    @Test
    void anAccountInTwoFilesIsRefused() throws Exception {
        writeAccount("accounts.yaml", "a");
        writeAccount("new-bank.accounts.yaml", "a");

        assertThatThrownBy(() -> MockAccounts.readAll(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": account a stands there twice");
    }

    private void writeAccount(String file, String id) throws IOException {
        Files.writeString(folder.resolve(file), """
                accounts:
                  - id: %s
                    shows: nothing
                    wallets: { phone-wallet: { cards: [] } }
                """.formatted(id));
    }
}
