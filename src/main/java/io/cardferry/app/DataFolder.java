package io.cardferry.app;

import io.cardferry.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of what is kept, held by this process alone. The operating system ends the lock with the process, also with
 * a killed one: nothing stale delays the next start.
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "hub.lock";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws ConfigurationException if the folder can't be made, or another hub has it */
    static DataFolder open(Path path) {
        FileChannel channel = null;
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                keepToOwner(path);
            }
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataFolder(path, channel);
            }
        } catch (OverlappingFileLockException held) {
            // By another hub in this process; told below.
        } catch (IOException e) {
            throw new ConfigurationException("cardferry.data-dir = \"" + path + "\" can't be used: "
                    + e.getClass().getSimpleName() + "; name a folder that can be written to");
        }
        closeQuietly(channel);
        throw new ConfigurationException("cardferry.data-dir = \"" + path
                + "\" is in use by another hub; stop that one, or give this one a folder of its own");
    }

    /** Account ids lie here in clear: nobody else on this machine is to read them. */
    private static void keepToOwner(Path path) throws IOException {
        PosixFileAttributeView owned = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (owned != null) {
            owned.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }
}
