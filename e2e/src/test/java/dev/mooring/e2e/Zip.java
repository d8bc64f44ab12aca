package dev.mooring.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs Lambda functions. */
final class Zip {
    private Zip() {}

    /** The handler as index.js, and npm packages beside it when a node_modules directory is given. */
    static Path of(Path target, Path handler, Path... nodeModules) {
        try (OutputStream file = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            add(zip, "index.js", handler);
            for (Path modules : nodeModules) {
                try (var files = Files.walk(modules)) {
                    for (Path path : files.filter(Files::isRegularFile).toList()) {
                        add(zip, "node_modules/" + modules.relativize(path), path);
                    }
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
    }
}
