package io.cardferry.issuer;

import io.cardferry.registration.Account;
import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Packs and cards that tests start from. */
public final class PackFixture {

    static final Path SHIPPED = Path.of("config/issuers");
    static final UUID REQUEST_ID = UUID.fromString("0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071");
    static final UUID REGISTRATION_ID = UUID.fromString("0193a5c4-7d20-7b11-8c22-d33e44f55a66");
    static final String REQUESTOR_ID = "50110030273";

    private PackFixture() {}

    static IssuerPack aurora() {
        return shipped("aurora");
    }

    static IssuerPack borealis() {
        return shipped("borealis");
    }

    private static IssuerPack shipped(String id) {
        return PackLoader.load(SHIPPED, PackOverrides.NONE).stream()
                .filter(pack -> pack.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A copy of aurora's folder under another id. */
    static Path copyOfAurora(Path issuersDir, String id) {
        return copyOf("aurora", issuersDir, id);
    }

    /** A copy of a shipped folder under another id. */
    static Path copyOf(String original, Path issuersDir, String id) {
        Path from = SHIPPED.resolve(original);
        Path to = issuersDir.resolve(id);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        if (!id.equals(original)) {
            edit(to.resolve("issuer.yaml"), "id: " + original, "id: " + id);
        }
        return to;
    }

    /** Replaces a text that must be there. */
    static void edit(Path file, String from, String to) {
        try {
            String text = Files.readString(file);
            if (!text.contains(from)) {
                throw new IllegalArgumentException(file + " holds no " + from);
            }
            Files.writeString(file, text.replace(from, to));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Registration registration(String accountId, Device device, Terms terms) {
        RegistrationRequest request = new RegistrationRequest(
                new Account(accountId, null), device, new CardSelection(true, List.of(), false), terms);
        Instant now = Instant.parse("2026-11-22T10:15:30Z");
        return new Registration(
                REGISTRATION_ID,
                "anonymous",
                RegistrationStatus.PROCESSING,
                null,
                request,
                null,
                now,
                now,
                Discovery.NONE,
                now,
                1,
                null,
                List.of(),
                1);
    }

    static Registration registration() {
        return registration(
                "acc-1001",
                new Device("tv-77", DeviceType.TV, "Living room TV"),
                new Terms("wallet-terms", "3", Instant.parse("2026-11-22T10:15:00Z")));
    }

    static DiscoveredCard card(String issuerCode, String bin) {
        return new DiscoveredCard(
                "phone-wallet",
                "c-1",
                issuerCode,
                bin,
                "1111",
                "VISA",
                "2029-04",
                "ACTIVE",
                null,
                null,
                "sealed.card.for-the.issuer.only",
                null);
    }

    /** An attempt at aurora. */
    public static Dispatch dispatch() {
        IssuerPack pack = aurora();
        CardRegistration card = new CardRegistration(
                REQUEST_ID,
                REGISTRATION_ID,
                "c-1",
                "phone-wallet",
                pack.id(),
                "VISA",
                "1111",
                CardStatus.SUBMITTING,
                false,
                REQUEST_ID,
                null,
                null,
                1,
                AttemptTrail.NONE,
                null,
                List.of(),
                1);
        IssuerMessage message = IssuerMessage.overHttp(pack, "POST", "/", Map.of(), new byte[] {1});
        return new Dispatch(Dispatch.Purpose.ATTEMPT, registration(), card, pack, message, 0);
    }
}
