package dev.mooring.lambda.process;

import com.amazonaws.services.lambda.runtime.Context;
import dev.mooring.lambda.Zips;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles Java functions as their developers do. */
final class JavaFunctions {
    private static final Path CORE_JAR = jar(Context.class);

    private JavaFunctions() {}

    /** A package with classes and, in lib, AWS's interfaces. */
    static byte[] zip(Path directory, String className, String source) throws IOException {
        Path file = Files.createDirectories(directory.resolve("src")).resolve(className + ".java");
        Files.writeString(file, "package example;\n" + source);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(
                null,
                null,
                null,
                "--release",
                "17",
                "-cp",
                CORE_JAR.toString(),
                "-d",
                classes.toString(),
                file.toString());
        if (status != 0) {
            throw new IllegalArgumentException("javac: " + status);
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                files.put(classes.relativize(each).toString(), Files.readAllBytes(each));
            }
        }
        files.put("lib/" + CORE_JAR.getFileName(), Files.readAllBytes(CORE_JAR));
        return Zips.of(files);
    }

    private static Path jar(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
