package io.cardferry.mocks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;
import java.util.UUID;

/**
 * The mock issuer delta's fixed-length records (docs/formats.md), which come sealed to its key and are answered openly. What it
 * can't read is 30, with a blank request id.
 */
final class DeltaWords extends ResultCodeWords {

    private final RSAKey key;

    DeltaWords(RSAKey key) {
        this.key = key;
    }

    /** @param file a private RSA key as JWK (RFC 7517) @throws IOException if it is none */
    static RSAKey key(Path file) throws IOException {
        try {
            return RSAKey.parse(Files.readString(file));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException(file + ": no private RSA key as JWK", e);
        }
    }

    @Override
    public Format format() {
        return Format.RECORD;
    }

    /** @param correlationId the message's, which must be the record's request id */
    @Override
    public CardRequest read(byte[] body, String correlationId) {
        String envelope = correlationId == null ? "" : correlationId;
        return open(body)
                .flatMap(record -> DeltaRecord.read(record, envelope))
                .map(asked -> asked.requestId().equals(correlationId) ? asked : asked.refused("CORRELATION_ID_DIFFERS"))
                .orElseGet(() -> CardRequest.refused("", envelope, "UNREADABLE"));
    }

    private Optional<byte[]> open(byte[] body) {
        try {
            JWEObject sealed = JWEObject.parse(new String(body, StandardCharsets.US_ASCII));
            if (!key.getKeyID().equals(sealed.getHeader().getKeyID())) {
                return Optional.empty();
            }
            sealed.decrypt(new RSADecrypter(key));
            return Optional.of(sealed.getPayload().toBytes());
        } catch (ParseException | JOSEException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** 36 characters, for so many have room in an answer. */
    @Override
    public String newToken() {
        return "DEL-" + UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    MockAnswer answer(CardRequest asked, String result, String token) {
        return Format.RECORD
                .answer(CommonFaults.OK, DeltaRecord.answer(asked.requestId(), result, token))
                .correlatedBy(asked.envelope());
    }
}
