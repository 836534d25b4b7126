package io.cardferry.security;

import java.nio.file.Files;
import java.nio.file.Path;

/** The keystore that a hub without an operator's keystore makes for itself on its first start. */
final class SelfMadeKeystore {

    /** PKCS#12 wants a password. This one protects nothing: the file's mode does. */
    private static final Secret PASSWORD = new Secret("cardferry");

    private static final String FILE_NAME = "keys.p12";

    private SelfMadeKeystore() {}

    /** The keystore in the data folder, which is there afterwards, whole and on the disk, and holds a data key. */
    static Pkcs12File in(Path dataDir) {
        Pkcs12File file = new Pkcs12File(fileIn(dataDir), PASSWORD);
        if (!Files.exists(file.path())) {
            file.change(store -> NewKeys.addDataKey(store, PASSWORD));
        }
        return file;
    }

    static Path fileIn(Path dataDir) {
        return dataDir.resolve(FILE_NAME);
    }
}
