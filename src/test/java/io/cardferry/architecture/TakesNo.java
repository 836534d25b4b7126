package io.cardferry.architecture;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** No parameter of a method is of a type. */
final class TakesNo extends ArchCondition<JavaMethod> {

    private final Class<?> type;

    TakesNo(Class<?> type) {
        super("take no " + type.getSimpleName());
        this.type = type;
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        boolean taken = method.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isEquivalentTo(type));
        if (taken) {
            events.add(SimpleConditionEvent.violated(method, method.getDescription() + " takes " + type));
        }
    }
}
