package io.cardferry.app;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;

/** Makes virtual threads where the JDK has them; reached by name, because the hub is compiled for Java 17. */
final class VirtualThreads {

    private VirtualThreads() {}

    /**
     * @param prefix of the threads' names; a number follows
     * @throws IllegalStateException before Java 21
     */
    static ThreadFactory named(String prefix) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            return (ThreadFactory) type.getMethod("factory").invoke(named);
        } catch (NoSuchMethodException | ClassNotFoundException | IllegalAccessException e) {
            throw new IllegalStateException("this JDK has no virtual threads", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("no virtual threads could be made", e.getCause());
        }
    }
}
