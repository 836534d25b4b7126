package io.cardferry.mocks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who owns which cards in the mock world: {@code mocks/accounts.yaml}. Immutable. */
public final class MockAccounts {

    private static final String FILE = "accounts.yaml";

    private record Page(List<MockAccount> accounts) {}

    private final Map<String, MockAccount> byId = new LinkedHashMap<>();

    MockAccounts(List<MockAccount> accounts) {
        for (MockAccount account : accounts) {
            if (byId.put(account.id(), account) != null) {
                throw new IllegalArgumentException("account " + account.id() + " stands there twice");
            }
        }
    }

    /** @throws IOException if the file is not there or wrong; the message names the file and the place, no content */
    public static MockAccounts read(Path file) throws IOException {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            return new MockAccounts(mapper.readValue(file.toFile(), Page.class).accounts());
        } catch (JsonMappingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage() + " at " + e.getPathReference(), e);
        }
    }

    /**
     * The accounts of {@code accounts.yaml}, and of each {@code <issuer>.accounts.yaml} beside it.
     *
     * @throws IOException as {@link #read} does, or if an account stands in two of them
     */
    static MockAccounts readAll(Path folder) throws IOException {
        List<MockAccount> all = new ArrayList<>(read(folder.resolve(FILE)).byId.values());
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, "*." + FILE)) {
            for (Path other : others) {
                all.addAll(read(other).byId.values());
            }
        }
        try {
            return new MockAccounts(all);
        } catch (IllegalArgumentException twice) {
            throw new IOException(folder + ": " + twice.getMessage(), twice);
        }
    }

    /** What the source knows about the account; empty if it does not know it. */
    Optional<MockWallet> wallet(String source, String accountId) {
        return Optional.ofNullable(byId.get(accountId))
                .map(account -> account.wallets().get(source));
    }

    /** The account's card with this reference and number, at whichever source. */
    Optional<MockCard> card(String accountId, String cardRef, String number) {
        return cards(accountId)
                .filter(card -> card.ref().equals(cardRef) && card.number().equals(number))
                .findFirst();
    }

    /** The account's card of this issuer with this number and expiry, at whichever source. */
    Optional<MockCard> card(String accountId, ClearCard asked, String issuer) {
        return cards(accountId).filter(card -> card.isMeantBy(asked, issuer)).findFirst();
    }

    private Stream<MockCard> cards(String accountId) {
        return Optional.ofNullable(byId.get(accountId)).stream()
                .flatMap(account -> account.wallets().values().stream())
                .flatMap(wallet -> wallet.cards().stream());
    }
}
