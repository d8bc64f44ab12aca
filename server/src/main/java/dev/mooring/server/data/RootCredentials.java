package dev.mooring.server.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The root access key: made at first start, kept in a file in the form of the AWS CLI's credentials file.
 *
 * @param accessKeyId twenty characters, beginning with AKIA
 * @param secretAccessKey forty characters
 */
public record RootCredentials(String accessKeyId, String secretAccessKey) {
    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_BYTES = 30;

    public static RootCredentials loadOrCreate(Path file, SecureRandom random) {
        if (Files.exists(file)) {
            return load(file);
        }
        RootCredentials made = generate(random);
        DataDirectory.writePrivate(file, """
                [default]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                """.formatted(made.accessKeyId, made.secretAccessKey));
        return made;
    }

    /** @throws IllegalStateException when the file does not hold a key */
    public static RootCredentials load(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        String id = properties.getProperty("aws_access_key_id", "");
        String secret = properties.getProperty("aws_secret_access_key", "");
        if (id.isEmpty() || secret.isEmpty()) {
            throw new IllegalStateException(
                    file + " holds no access key; restore it, or delete it to have a new one made at the next start");
        }
        return new RootCredentials(id, secret);
    }

    private static RootCredentials generate(SecureRandom random) {
        StringBuilder id = new StringBuilder("AKIA");
        while (id.length() < 20) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new RootCredentials(
                id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    @Override
    public String toString() {
        return "RootCredentials[" + accessKeyId + "]"; // Never the secret: this may reach a log.
    }
}
