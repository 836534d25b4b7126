package io.cardferry.contract;

import static io.cardferry.contract.Json.quoted;

import io.cardferry.contract.StubServer.Call;
import io.cardferry.docs.SourcesPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** City Bank's wallet of docs/sources.md, an API of its own, and a configuration that has it as its third source. */
final class BankWallet implements AutoCloseable {

    /** Knows nobody, unless something was said about the account. */
    final StubServer stub = new StubServer(BankWallet::customerOf, call -> UNKNOWN);

    static final Reply UNKNOWN = Reply.answer(200, "{\"error\":{\"code\":\"E1404\",\"message\":\"no such customer\"}}");

    final Path config;

    BankWallet() {
        try {
            config = Files.createTempDirectory("cardferry-three-sources").resolve("config");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SourcesPage.writeConfiguration(config);
    }

    /** A hub that has this wallet as its third source, the watch wallet as its second. */
    HubFixture hub() {
        return new HubFixture()
                .configuredIn(config)
                .with("cardferry.sources.watch-wallet.enabled", "true")
                .with("cardferry.sources.city-bank.url", stub.uri() + "/wallet/v2");
    }

    /** A whole answer with active cards. */
    static Reply lists(String account, String... ids) {
        return Reply.answer(200, text(account, List.of(ids)));
    }

    static String text(String account, List<String> ids) {
        String items =
                ids.stream().map(id -> """
                    {"id":"%s","scheme":"VI","state":"A","bin":"411111","tail":"1111","validThru":"04/29","jwe":"%s",
                     "device":{"serial":"ph-1","kind":"mobile","label":"Phone"}}""".formatted(id, CardList.SEALED)).collect(Collectors.joining(","));
        return "{\"customer\":{\"number\":" + quoted(account)
                + "},\"generated\":\"2026-11-22T10:00:00Z\",\"truncated\":false,\"items\":[" + items + "]}";
    }

    private static String customerOf(Call call) {
        String segment = call.rawPath().replaceAll("^/wallet/v2/customers/|/cards$", "");
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        stub.close();
        try {
            FileSystemUtils.deleteRecursively(config.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
