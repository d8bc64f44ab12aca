package dev.mooring.lambda.javaclient;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The function's classes: its package, then the jars in {@code lib}; nothing of this client. */
final class FunctionClassLoader extends URLClassLoader {
    private FunctionClassLoader(List<URL> places) {
        super(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    static FunctionClassLoader of(Path taskRoot) throws IOException {
        List<URL> places = new ArrayList<>(List.of(url(taskRoot)));
        Path lib = taskRoot.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> files = Files.list(lib)) {
                for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    places.add(url(jar));
                }
            }
        }
        return new FunctionClassLoader(places);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }
}
