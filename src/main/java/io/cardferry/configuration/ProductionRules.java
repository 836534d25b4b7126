package io.cardferry.configuration;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What {@code cardferry.profile=prod} refuses (docs/configuration.md). */
public final class ProductionRules {

    /** The ports of the shipped mocks, their broker's included; nothing else is expected behind them on this machine. */
    private static final Set<Integer> MOCKS_PORTS = Set.of(18_080, 18_081, 18_082);

    /** The thumbprint of {@code config/issuers/delta/mock-key.jwk}, whose private half everybody has. */
    private static final String MOCKS_KEY = "Twbid42V2nRd2se3KsUd70G6j2EumKl8AHMZiTkvxbk";

    /**
     * Where the hub sends to.
     *
     * @param key the key that sets it, such as {@code cardferry.sources.phone-wallet.url}
     * @param url the address
     * @param place where it was set: file and line, environment variable, or the source's or issuer's own file
     */
    public record Address(String key, URI url, String place) {}

    /**
     * To whom messages are sealed.
     *
     * @param key the key that sets it, such as {@code cardferry.issuers.delta.encryption-key}
     * @param thumbprint of the public key (RFC 7638)
     * @param place where it was set
     */
    public record SealingKey(String key, String thumbprint, String place) {}

    private ProductionRules() {}

    /**
     * Why this configuration must not start, one line each; empty if it may, and always with {@link Profile#DEV}.
     *
     * @param settings file and environment
     * @param addresses the address of every enabled source and issuer
     * @param sealingKeys the public key of every enabled issuer whose messages are sealed
     */
    public static List<String> refusals(Settings settings, List<Address> addresses, List<SealingKey> sealingKeys) {
        if (settings.hub().profile() != Profile.PROD) {
            return List.of();
        }
        List<String> refusals = new ArrayList<>();
        // There is no access control yet, so every caller is anonymous.
        refusals.add(settings.place(HubKeys.PROFILE.name()).orElse(HubKeys.PROFILE.name())
                + ": cardferry.profile = \"prod\" does not allow anonymous access, and this version has no access"
                + " control yet, so it never starts; use dev behind a gateway of your own");
        if (settings.hub().keystore().isEmpty()) {
            refusals.add("cardferry.profile = \"prod\" does not allow self-made keys, and "
                    + HubKeys.KEYSTORE_PATH.name() + " is not set; set it and " + HubKeys.KEYSTORE_PASSWORD.name());
        }
        addresses.forEach(address -> refuse(address, refusals));
        sealingKeys.stream()
                .filter(sealing -> sealing.thumbprint().equals(MOCKS_KEY))
                .forEach(sealing -> refusals.add(sealing.place() + ": " + sealing.key()
                        + " is the mocks' key, whose private half everybody has, which cardferry.profile = \"prod\""
                        + " does not allow; set the issuer's own"));
        settings.hub().jms().url().filter(BrokerUrl::isPlainToElsewhere).ifPresent(url -> {
            String key = HubKeys.JMS_URL.name();
            refusals.add(settings.place(key).orElse(key) + ": " + key + " = \"" + url
                    + "\" is plain tcp to another machine, which cardferry.profile = \"prod\" does not allow; use ssl");
        });
        return refusals;
    }

    private static void refuse(Address address, List<String> refusals) {
        boolean here = ThisMachine.isMeantBy(address.url());
        String what = address.place() + ": " + address.key() + " = \"" + address.url() + "\" is ";
        String rule = ", which cardferry.profile = \"prod\" does not allow; ";
        if (here && MOCKS_PORTS.contains(address.url().getPort())) {
            refusals.add(what + "the mocks' address" + rule + "set the real one, or the enabled key to false");
        } else if (!here && "http".equals(address.url().getScheme())) {
            refusals.add(what + "plain http to another machine" + rule + "use https");
        } else if (!here && "tcp".equals(address.url().getScheme())) {
            refusals.add(what + "plain tcp to another machine" + rule + "use tls, or ssl for a broker");
        }
    }
}
