package io.cardferry.issuer;

import io.cardferry.security.EncryptionKey;
import io.cardferry.security.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the {@code protection} of a pack, and the key that it needs. */
final class MessageProtectionReader {

    private static final String KEY = "/encryption-key";
    private static final long MAX_BYTES = 64 * 1024;

    private final PackFolder folder;
    private final PackDocument document;
    private final PackProblems problems;

    MessageProtectionReader(PackFolder folder, PackDocument document, PackProblems problems) {
        this.folder = folder;
        this.document = document;
        this.problems = problems;
    }

    /** @return of no use if something is wrong, which is then among the problems */
    MessageProtection read() {
        boolean isSealed = document.optionalText("/protection").orElse("none").equals("jwe");
        Optional<String> name = document.optionalText(KEY);
        if (isSealed && name.isEmpty()) {
            String id = document.text("/id");
            problems.add(
                    "/protection",
                    "\"jwe\" needs the issuer's public key, and cardferry.issuers." + id
                            + ".encryption-key is not set; set it to the JWK file");
        }
        if (!isSealed && name.isPresent()) {
            problems.add(KEY, "is set, and protection is not 'jwe': nothing would be sealed with it");
        }
        if (!isSealed || name.isEmpty()) {
            return MessageProtection.NONE;
        }
        MessageProtection protection = problems.check(KEY, () -> protection(name.get()));
        return protection == null ? MessageProtection.NONE : protection;
    }

    private MessageProtection protection(String name) {
        boolean fromOutside = document.isOverridden(KEY);
        byte[] bytes = fromOutside
                ? read(configurationFolder().resolve(name))
                : folder.text(name).getBytes(StandardCharsets.UTF_8);
        try {
            EncryptionKey key = EncryptionKey.parse(new String(bytes, StandardCharsets.UTF_8));
            return new MessageProtection(Optional.of(key), fromOutside ? Optional.of(bytes) : Optional.empty());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("the key in " + SafeText.quoted(name) + " " + wrong.getMessage(), wrong);
        }
    }

    /** The pack's folder is {@code issuers/<id>} in it. */
    private Path configurationFolder() {
        return folder.path().toAbsolutePath().getParent().getParent();
    }

    private static byte[] read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        "there is no file " + file + "; name the file with the issuer's public key, a JWK");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(file + " is longer than " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " can't be read; check its permissions", unreadable);
        }
    }
}
