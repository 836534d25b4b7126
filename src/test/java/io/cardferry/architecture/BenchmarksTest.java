package io.cardferry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.postgres.Once;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks are a module outside of this build, which would not notice that it leaves them behind. */
@Once
class BenchmarksTest {

    private static final Path SOURCES = Path.of("bench/src/main/java");

    @Test
    void everyBenchmarkCompilesAgainstTheProductAsItIs(@TempDir Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (Stream<Path> files = Files.walk(SOURCES);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-proc:none",
                    "--release",
                    "17",
                    "-Xlint:all,-classfile,-processing,-serial",
                    "-Werror",
                    "-classpath",
                    System.getProperty("java.class.path"));

            boolean compiles = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();

            assertThat(sources).hasSizeGreaterThan(8);
            assertThat(compiles).as(said.toString()).isTrue();
        }
    }
}
