package io.cardferry.app;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.configuration.HubSettings.KeystoreFile;
import io.cardferry.configuration.HubSettings.PostgresAccess;
import io.cardferry.configuration.Settings;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PackException;
import io.cardferry.issuer.PackLoader;
import io.cardferry.security.Keystore;
import io.cardferry.security.KeystoreException;
import io.cardferry.source.CardSource;
import io.cardferry.source.SourceCheck;
import io.cardferry.source.SourceLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks at everything that a hub would be told, and runs every source's and pack's samples through its real mappings. */
public final class ConfigurationInspection implements ConfigurationCheck {

    @Override
    public CheckReport check(Path home, Path config, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        PackProofs proofs = new PackProofs();
        try {
            Settings settings = Settings.load(config, environment);
            lines.add("application.properties: profile "
                    + settings.hub().profile().name().toLowerCase(Locale.ROOT));
            List<CardSource> sources = inspectSources(settings, problems, lines);
            List<IssuerPack> packs = packs(settings, problems);
            new Configuration(settings, sources, packs).warnings().forEach(warning -> lines.add("warning: " + warning));
            packs.forEach(proofs::prove);
            problems.addAll(proofs.problems());
            lines.add("ledger: "
                    + settings.hub().database().map(PostgresAccess::url).orElse("embedded"));
            settings.hub()
                    .keystore()
                    .ifPresent(file ->
                            inspectKeystore(file, new Configuration(settings, sources, packs), problems, lines));
            problems.addAll(CamelKeys.refusals(settings.camel()));
            if (problems.isEmpty()) {
                problems.addAll(new Configuration(settings, sources, packs).refusals());
            }
        } catch (ConfigurationException e) {
            problems.addAll(e.lines());
        }
        return new CheckReport(problems, proofs.findings(), lines, proofs.packs());
    }

    private static List<CardSource> inspectSources(Settings settings, List<String> problems, List<String> lines) {
        try {
            List<CardSource> sources = new SourceLoader(settings).load();
            SourceCheck samples = new SourceCheck(settings.configDir().resolve(Settings.SOURCES));
            for (CardSource source : sources) {
                List<String> differences = samples.check(source);
                problems.addAll(differences);
                lines.add("source " + source.id() + ": "
                        + (source.enabled() ? source.url().toString() : "off")
                        + (source.form().mapping() == null ? "" : ", samples " + verdict(differences)));
            }
            return sources;
        } catch (ConfigurationException e) {
            problems.addAll(e.lines());
            return List.of();
        }
    }

    private static void inspectKeystore(
            KeystoreFile file, Configuration configuration, List<String> problems, List<String> lines) {
        try {
            Keystore keystore = Keystore.open(file.path(), file.password());
            lines.add("keystore " + file.path() + ": opens, and holds a data key"
                    + (keystore.cardKeys().isEmpty() ? "" : " and a card key"));
            problems.addAll(configuration.missingCardKeys(keystore));
        } catch (KeystoreException e) {
            problems.add(e.getMessage());
        }
    }

    private static List<IssuerPack> packs(Settings settings, List<String> problems) {
        try {
            return PackLoader.load(settings.configDir().resolve(Settings.ISSUERS), new ConfiguredOverrides(settings));
        } catch (PackException e) {
            problems.addAll(e.lines());
            return List.of();
        }
    }

    private static String verdict(List<String> differences) {
        return differences.isEmpty() ? "as they should be" : "differ";
    }
}
