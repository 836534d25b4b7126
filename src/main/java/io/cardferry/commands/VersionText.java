package io.cardferry.commands;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version from the jar, and the Java that runs it. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return new String[] {
            "cardferry " + (version == null ? "(not from a jar)" : version) + ", Java " + Runtime.version()
        };
    }
}
