package dev.mooring.server.config;

import dev.mooring.rules.action.ServiceEndpoint.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Where an operator keeps access keys: variables of the environment, a file of AWS's credentials format, or a profile of
 * the AWS CLI. Never in the configuration file itself. No message of an error has a secret in it.
 *
 * @param environment of the process
 * @param home the user's home directory
 */
record AccessKeys(Map<String, String> environment, Path home) {
    private static final Pattern PREFIX = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** {@code PREFIX_ACCESS_KEY_ID}, {@code PREFIX_SECRET_ACCESS_KEY} and, if it is set, {@code PREFIX_SESSION_TOKEN}. */
    Credentials fromEnvironment(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "'" + prefix + "' cannot begin the name of a variable like SQS_ACCESS_KEY_ID");
        }
        return new Credentials(
                variable(prefix + "_ACCESS_KEY_ID"),
                variable(prefix + "_SECRET_ACCESS_KEY"),
                Optional.ofNullable(environment.get(prefix + "_SESSION_TOKEN")).filter(token -> !token.isEmpty()));
    }

    private String variable(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the environment has no " + name);
        }
        return value;
    }

    /** The default profile of a file that nobody but its owner can read. */
    Credentials fromFile(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalArgumentException(
                        "others than its owner may use " + file + "; run: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file, e);
        }
        return of(file, "default");
    }

    /** A profile of {@code AWS_SHARED_CREDENTIALS_FILE}, else of {@code ~/.aws/credentials}. */
    Credentials fromProfile(String name) {
        String file = environment.getOrDefault("AWS_SHARED_CREDENTIALS_FILE", "");
        return of(file.isEmpty() ? home.resolve(".aws").resolve("credentials") : Path.of(file), name);
    }

    private static Credentials of(Path file, String profileName) {
        Profile profile = read(file)
                .profile(profileName)
                .orElseThrow(() -> new IllegalArgumentException(file + " has no profile '" + profileName + "'"));
        return new Credentials(
                property(file, profile, "aws_access_key_id"),
                property(file, profile, "aws_secret_access_key"),
                profile.property("aws_session_token").filter(token -> !token.isEmpty()));
    }

    private static String property(Path file, Profile profile, String name) {
        return profile.property(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("profile '" + profile.name() + "' of " + file
                        + " has no " + name + "; roles and single sign-on are not supported"));
    }

    private static ProfileFile read(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("cannot read " + file);
        }
        try {
            return ProfileFile.builder()
                    .content(file)
                    .type(ProfileFile.Type.CREDENTIALS)
                    .build();
        } catch (RuntimeException malformed) {
            // Not its message: it quotes the line, which may hold a secret.
            throw new IllegalArgumentException(file + " is not a credentials file as the AWS CLI writes it");
        }
    }
}
