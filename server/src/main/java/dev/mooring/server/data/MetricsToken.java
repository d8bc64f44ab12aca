package dev.mooring.server.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The bearer token that opens {@code /mooring/metrics}: made at first start, kept in a file, for Prometheus to read. */
public final class MetricsToken {
    private static final int BYTES = 20;

    private MetricsToken() {}

    /** @throws IllegalStateException when the file is empty */
    public static String loadOrCreate(Path file, SecureRandom random) {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            DataDirectory.writePrivate(file, HexFormat.of().formatHex(bytes) + "\n");
        }
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty()) {
                throw new IllegalStateException(
                        file + " holds no token; write one, or delete the file to have one made at the next start");
            }
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
