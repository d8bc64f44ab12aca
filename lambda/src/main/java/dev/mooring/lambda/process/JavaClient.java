package dev.mooring.lambda.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runtime client of Java functions, where it lies: in this room's own jar, compiled for Java 17, with the JSON library
 * beside it. The function's classes do not see either.
 */
final class JavaClient {
    /** By name: it is compiled after this class, for an older Java. */
    static final String MAIN_CLASS = "dev.mooring.lambda.javaclient.JavaRuntimeMain";

    private JavaClient() {}

    static String classPath() {
        return Stream.of(
                        JavaClient.class,
                        JsonMapper.class,
                        JsonParser.class,
                        com.fasterxml.jackson.annotation.JsonProperty.class)
                .map(JavaClient::home)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("nobody knows where " + type + " was loaded from");
        }
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
