package io.cardferry.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL for a root that may make no user namespaces, as in most containers: PostgreSQL refuses to run as root, so its
 * programs are run as nobody.
 */
final class AsNobody {

    private static final String NOBODY = "65534";

    /** The library unpacks them once for each process of Java. */
    private static File programs;

    private AsNobody() {}

    static boolean isNeeded() {
        return "root".equals(System.getProperty("user.name")) && !LinuxUtils.isUnshareAvailable();
    }

    /** A folder with the programs, to be given to {@link EmbeddedPostgres.Builder#setOverrideWorkingDirectory}. */
    static synchronized File programs() throws IOException {
        if (programs == null) {
            programs = unpacked();
        }
        return programs;
    }

    private static File unpacked() throws IOException {
        Path folder = Files.createTempDirectory("cardferry-postgres-programs");
        openToAll(folder);
        try {
            EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .start()
                    .close();
        } catch (IllegalStateException refused) {
            // It has unpacked them first.
        }
        try (Stream<Path> unpacked = Files.walk(folder)) {
            for (Path program : unpacked.filter(file -> file.endsWith("bin/initdb") || file.endsWith("bin/pg_ctl"))
                    .toList()) {
                wrap(program);
            }
        }
        return folder.toFile();
    }

    private static void wrap(Path program) throws IOException {
        Path wrapped = program.resolveSibling(program.getFileName() + "-itself");
        Files.move(program, wrapped);
        Files.write(
                program,
                List.of(
                        "#!/bin/sh",
                        "exec setpriv --reuid=" + NOBODY + " --regid=" + NOBODY + " --clear-groups " + wrapped
                                + " \"$@\""));
        openToAll(program);
    }

    /** Makes a folder nobody's, who must get through the one that it is in. */
    static void own(Path outer, Path folder) throws IOException {
        openToAll(outer);
        Files.setAttribute(folder, "unix:uid", Integer.valueOf(NOBODY));
    }

    private static void openToAll(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
