package io.cardferry.configuration;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which addresses surely lead nowhere else: those of the loopback (127.0.0.0/8, ::1, also as IPv4-mapped), the
 * unspecified ones (0.0.0.0 and ::, which connect to the loopback), {@code localhost} and names below it (RFC 6761). Any
 * other name counts as another machine, whatever it resolves to today: name services change their mind.
 */
public final class ThisMachine {

    private static final Pattern LOCALHOST = Pattern.compile("(.+\\.)?localhost\\.?");
    private static final Pattern LITERAL = Pattern.compile("\\[[0-9a-fA-F:.]+]|\\d{1,3}(\\.\\d{1,3}){3}");

    private ThisMachine() {}

    /** @param address an absolute address with a host */
    public static boolean isMeantBy(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (!LITERAL.matcher(host).matches()) {
            return LOCALHOST.matcher(host).matches();
        }
        try {
            // A literal is parsed and not looked up.
            InetAddress literal = InetAddress.getByName(host);
            return literal.isLoopbackAddress() || literal.isAnyLocalAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
