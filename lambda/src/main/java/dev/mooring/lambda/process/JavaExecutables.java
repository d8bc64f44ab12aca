package dev.mooring.lambda.process;

import dev.mooring.lambda.LambdaException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the {@code java} for a runtime: its own version, else the next newer one, which runs older classes as well. */
public final class JavaExecutables {
    private static final Pattern VERSION = Pattern.compile("^JAVA_VERSION=\"((\\d+)[^\"]*)\"", Pattern.MULTILINE);

    private final List<Path> homes;

    /**
     * A Java that can be run.
     *
     * @param version for example {@code 17.0.9}
     */
    public record Java(Path executable, String version, int major) {}

    /** @param homes directories that may each be a Java; what is none is passed over */
    public JavaExecutables(List<Path> homes) {
        this.homes = List.copyOf(homes);
    }

    /** JAVA_HOME, the PATH, where Linux distributions put theirs, and the Java that runs this server. */
    static JavaExecutables of(Map<String, String> environment, String searchPath) {
        Stream<Path> configured =
                Stream.ofNullable(environment.get("JAVA_HOME")).map(Path::of);
        Stream<Path> onPath = Stream.of(searchPath.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "java"))
                .filter(Executables::isProgram)
                .flatMap(JavaExecutables::homeOf);
        Stream<Path> installed = Stream.ofNullable(new File("/usr/lib/jvm").listFiles())
                .flatMap(Stream::of)
                .sorted()
                .map(File::toPath);
        Stream<Path> ours = Stream.ofNullable(System.getProperty("java.home")).map(Path::of);
        return new JavaExecutables(Stream.of(configured, onPath, installed, ours)
                .flatMap(paths -> paths)
                .toList());
    }

    /** @throws LambdaException when this machine has none that is new enough; the message says what to do */
    public Java find(LambdaRuntime.Java runtime) {
        return homes.stream()
                .flatMap(home -> examine(home).stream())
                .filter(java -> java.major() >= runtime.major())
                .min(Comparator.comparingInt(Java::major))
                .orElseThrow(() -> new LambdaException(
                        LambdaException.Code.INVALID_RUNTIME,
                        "No Java " + runtime.major()
                                + " or newer is at JAVA_HOME, on the PATH or in /usr/lib/jvm; runtime "
                                + runtime.identifier() + " needs one. Install a JDK (adoptium.net) and start again."));
    }

    private static Stream<Path> homeOf(Path java) {
        try {
            return Stream.ofNullable(java.toRealPath().getParent())
                    .map(Path::getParent)
                    .filter(Objects::nonNull);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** The file {@code release} of a JDK tells its version without starting it. */
    private static Optional<Java> examine(Path home) {
        Path java = home.resolve("bin/java");
        if (!Executables.isProgram(java)) {
            return Optional.empty();
        }
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release"), StandardCharsets.UTF_8));
            return version.find()
                    ? Optional.of(new Java(java, version.group(1), Integer.parseInt(version.group(2))))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
