package io.cardferry.intake.pages;

import io.cardferry.intake.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/** A file of the class path as a page: read once, when it is first asked for, so that the start does not wait for it. */
final class ClassPathPage implements Supplier<HttpAnswer> {

    private static final int TAG_DIGITS = 16;

    /**
     * Scripts, styles and calls of the hub's own, and nothing from elsewhere; the viewer's style sheet has its icons as
     * {@code data:} in it.
     */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Supplier<String> resource;
    private final String contentType;
    private HttpAnswer answer;

    private ClassPathPage(Supplier<String> resource, String contentType) {
        this.resource = resource;
        this.contentType = contentType;
    }

    /** A file that lies beside this class. */
    static ClassPathPage ours(String file, String contentType) {
        return new ClassPathPage(() -> file, contentType);
    }

    /** A file of the viewer, whose folder is named for its version. */
    static ClassPathPage ofViewer(String file, String contentType) {
        return new ClassPathPage(
                () -> "/META-INF/resources/webjars/swagger-ui/" + viewerVersion() + "/" + file, contentType);
    }

    /** One for all who ask, and read by one at a time: a crowd must not hold a copy each. */
    @Override
    public synchronized HttpAnswer get() {
        if (answer == null) {
            byte[] body = read(resource.get());
            answer = new HttpAnswer(200, headers(body), contentType, body);
        }
        return answer;
    }

    /** To be kept, but asked about each time: after an update of the hub no old file meets a new one. */
    private static Map<String, String> headers(byte[] body) {
        return Map.of(
                "Cache-Control", "no-cache",
                "ETag", tag(body),
                "Content-Security-Policy", POLICY,
                "Referrer-Policy", "no-referrer",
                "X-Content-Type-Options", "nosniff");
    }

    private static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "\"" + HexFormat.of().formatHex(digest).substring(0, TAG_DIGITS) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String viewerVersion() {
        try (InputStream text = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            Properties properties = new Properties();
            properties.load(text);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream bytes = open(resource)) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream found = ClassPathPage.class.getResourceAsStream(resource);
        if (found == null) {
            throw new IllegalStateException("the class path holds no " + resource);
        }
        return found;
    }
}
