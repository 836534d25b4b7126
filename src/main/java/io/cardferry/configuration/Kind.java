package io.cardferry.configuration;

import io.cardferry.security.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What values a key takes.
 *
 * @param <T> the type of a value once it is read
 */
public final class Kind<T> {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");
    /** One host or several; what follows the question mark is for the driver to judge. */
    private static final Pattern POSTGRESQL =
            Pattern.compile("jdbc:postgresql://[A-Za-z0-9._:,\\[\\]-]+/[^/?@\\s]+(\\?[^@\\s]*)?");

    private static final Pattern CREDENTIALS = Pattern.compile("(?i)[?&](user|password|sslpassword)=");
    private static final int MAX_PORT = 65_535;

    private final String values;
    private final String examples;
    private final Function<String, T> reader;

    private Kind(String values, String examples, Function<String, T> reader) {
        this.values = values;
        this.examples = examples;
        this.reader = reader;
    }

    private Kind(String values, Function<String, T> reader) {
        this(values, "", reader);
    }

    /** What is allowed, as short as a table needs it. */
    public String values() {
        return values;
    }

    /** What is allowed, in words that end the sentence "it takes …". */
    public String allowed() {
        return examples.isEmpty() ? values : values + ", such as " + examples;
    }

    /** @throws IllegalArgumentException if the text is not allowed; its message does not hold the text */
    public T read(String text) {
        return reader.apply(text);
    }

    /** A duration within bounds, both of them allowed. */
    static Kind<Duration> duration(String least, String most) {
        return within(
                "a duration from " + least + " to " + most,
                "500ms, 2s, 15m, 24h or 30d",
                Durations::parse,
                Durations.parse(least),
                Durations.parse(most));
    }

    /** A whole number within bounds, both of them allowed. */
    static Kind<Integer> number(int least, int most) {
        return within("a whole number from " + least + " to " + most, "", Kind::plainNumber, least, most);
    }

    /** A number, perhaps with a fraction, within bounds, both of them allowed. */
    static Kind<Double> decimal(double least, double most) {
        String values = String.format(Locale.ROOT, "a number from %.0f to %.0f", least, most);
        return within(values, "1.5", Kind::plainDecimal, least, most);
    }

    static Kind<Boolean> flag() {
        return new Kind<>("true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    static Kind<Profile> profile() {
        return new Kind<>("dev or prod", text -> switch (text) {
            case "dev" -> Profile.DEV;
            case "prod" -> Profile.PROD;
            default -> throw new IllegalArgumentException("neither dev nor prod");
        });
    }

    static Kind<String> matching(String pattern, String allowed) {
        Pattern compiled = Pattern.compile(pattern);
        return new Kind<>(allowed, text -> {
            require(compiled.matcher(text).matches());
            return text;
        });
    }

    static Kind<String> host() {
        return new Kind<>("a host name or an IP address", text -> {
            require(HOST.matcher(text).matches());
            require(!text.contains(":") || isIpv6(text));
            return text;
        });
    }

    /** Control characters are what becomes of a backslash in a properties file; a shell's ~ would become a folder. */
    static Kind<Path> path() {
        return new Kind<>(
                "a path, relative to the working directory or absolute, without ~ in front",
                "/var/lib/cardferry",
                text -> {
                    require(text.matches("[^~\\p{Cntrl}]\\P{Cntrl}*"));
                    return Path.of(text);
                });
    }

    private static boolean isIpv6(String text) {
        try {
            // In brackets it is parsed and never looked up.
            return InetAddress.getByName("[" + text + "]") != null;
        } catch (UnknownHostException notOne) {
            return false;
        }
    }

    static Kind<Secret> secret() {
        return new Kind<>("a password that is not empty", text -> {
            require(!text.isEmpty());
            return new Secret(text);
        });
    }

    /** What stands in a header as it is. */
    static Kind<Secret> token() {
        return new Kind<>("1 to 4096 printable ASCII characters without blanks", text -> {
            require(text.matches("[!-~]{1,4096}"));
            return new Secret(text);
        });
    }

    /** The address of a service; trailing slashes are taken off, so that paths can be put behind it. */
    static Kind<URI> url() {
        return new Kind<>(
                "an http or https address with a host, without user, query or fragment",
                "https://cards.example.com/v1",
                Kind::address);
    }

    /** The address of an issuer; which of these it may be is for its pack's transport to say. */
    static Kind<String> issuerUrl() {
        return new Kind<>(
                "an http or https address as a source's, tcp://HOST:PORT or tls://HOST:PORT, or a broker's address as"
                        + " cardferry.jms.url, as the pack's transport.type wants it",
                "https://cards.example.com/v1, tls://cards.example.com:8583",
                text -> {
                    if (text.startsWith("http")) {
                        return address(text).toString();
                    }
                    // To a broker tls is ssl.
                    BrokerUrl.parse(text.replaceFirst("^tls:", "ssl:"));
                    return text;
                });
    }

    /** The addresses of an outside broker. */
    static Kind<BrokerUrl> brokerUrl() {
        return new Kind<>(
                "tcp://HOST:PORT, ssl://HOST:PORT or failover:(…,…) of these, without user, password and options (but"
                        + " randomize and priorityBackup of failover)",
                "failover:(ssl://mq1.example.com:61617,ssl://mq2.example.com:61617)",
                BrokerUrl::parse);
    }

    /** User and password are not part of it: it is shown in messages, and they are not. */
    static Kind<String> database() {
        return new Kind<>(
                "embedded, or a jdbc:postgresql:// address with host and database, without user and password",
                "jdbc:postgresql://db.example.com:5432/cardferry?sslmode=verify-full",
                text -> {
                    require(text.equals(HubSettings.EMBEDDED)
                            || POSTGRESQL.matcher(text).matches());
                    require(!CREDENTIALS.matcher(text).find());
                    return text;
                });
    }

    private static URI address(String text) {
        URI address = URI.create(text.replaceAll("/+$", ""));
        String scheme = address.getScheme();
        require("http".equals(scheme) || "https".equals(scheme));
        require(address.getHost() != null && address.getRawUserInfo() == null);
        require(address.getRawQuery() == null && address.getRawFragment() == null);
        require(address.getPort() != 0 && address.getPort() <= MAX_PORT);
        return address;
    }

    /** Only digits: {@code Integer.valueOf} alone would also take a plus sign and the digits of other scripts. */
    private static Integer plainNumber(String text) {
        require(text.matches("\\d{1,9}"));
        return Integer.valueOf(text);
    }

    /** Only digits and a point: {@code Double.valueOf} alone would also take {@code NaN}, {@code 0x1p3} and {@code 2d}. */
    private static Double plainDecimal(String text) {
        require(text.matches("\\d{1,9}(\\.\\d{1,9})?"));
        return Double.valueOf(text);
    }

    private static <T extends Comparable<T>> Kind<T> within(
            String values, String examples, Function<String, T> reader, T least, T most) {
        return new Kind<>(values, examples, text -> {
            T value = reader.apply(text);
            require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
            return value;
        });
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
