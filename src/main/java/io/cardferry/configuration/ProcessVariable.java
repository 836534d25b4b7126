package io.cardferry.configuration;

import java.util.Arrays;

/** Environment variables that set no key: the launcher, the log or the commands read them. */
public enum ProcessVariable {
    CARDFERRY_URL("the hub that `register`, `show` and `search` speak to; `--url` wins"),
    CARDFERRY_TOKEN("sent by these commands as `Authorization: Bearer …`; never over plain http to another machine"),
    CARDFERRY_JAVA_OPTS("options of the JVM, such as `-Xmx512m`"),
    CARDFERRY_LOG_LEVEL("`TRACE`, `DEBUG`, `INFO` (the default), `WARN`, `ERROR` or `OFF`");

    private final String description;

    ProcessVariable(String description) {
        this.description = description;
    }

    /** One line of Markdown for the operator. */
    public String description() {
        return description;
    }

    static boolean isOne(String name) {
        return Arrays.stream(values()).anyMatch(variable -> variable.name().equals(name));
    }
}
