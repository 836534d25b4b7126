package io.cardferry.mapping;

import java.util.Set;
import net.sf.saxon.lib.EnvironmentVariableResolver;

/** An environment without variables. */
final class NoEnvironment implements EnvironmentVariableResolver {

    @Override
    public Set<String> getAvailableEnvironmentVariables() {
        return Set.of();
    }

    @Override
    public String getEnvironmentVariable(String name) {
        return null;
    }
}
