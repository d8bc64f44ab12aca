package dev.mooring.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path parent;

    private DataDirectory directory = new DataDirectory(Path.of(""));

    @BeforeEach
    void create() {
        directory = new DataDirectory(parent.resolve("a").resolve("data"));
        directory.create();
    }

    @Test
    void nobodyElseCanLookIntoIt() throws Exception {
        assertThat(permissions(directory.path())).isEqualTo("rwx------");
        assertThat(permissions(directory.tls())).isEqualTo("rwx------");
        directory.lock().close();
        assertThat(permissions(directory.path().resolve("lock"))).isEqualTo("rw-------");
    }

    @Test
    void creatingItAgainChangesNothing() throws Exception {
        Files.writeString(directory.path().resolve("x"), "x");
        directory.create();
        assertThat(directory.path().resolve("x")).exists();
    }

    @Test
    void aSecondServerIsRefusedUntilTheFirstLetsGo() throws Exception {
        AutoCloseable lock = directory.lock();
        assertThatThrownBy(directory::lock)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another Mooring is running on " + directory.path());
        lock.close();
        directory.lock().close();
    }

    @Test
    void aServerIsRunningWhileItsProcessHoldsTheDirectory() throws Exception {
        Endpoints own = EndpointsTest.endpoints(ProcessHandle.current().pid());
        own.write(directory.endpoints());
        assertThat(directory.runningServer())
                .as("killed, and its process id given to another")
                .isEmpty();
        try (AutoCloseable lock = directory.lock()) {
            assertThat(directory.runningServer()).contains(own);
            EndpointsTest.endpoints(Integer.MAX_VALUE).write(directory.endpoints());
            assertThat(directory.runningServer())
                    .as("killed; another one is starting")
                    .isEmpty();
            Files.writeString(directory.endpoints(), "{");
            assertThatThrownBy(directory::runningServer).hasMessageContaining("is damaged");
        }
        assertThat(directory.runningServer()).isEmpty();
        Files.delete(directory.endpoints());
        assertThat(directory.runningServer()).isEmpty();
    }

    @Test
    void privateFilesArePrivateFromTheFirstMomentAndReplacedWhole() throws Exception {
        Path file = directory.path().resolve("secret");
        DataDirectory.writePrivate(file, "one");
        DataDirectory.writePrivate(file, "two");
        assertThat(Files.readString(file)).isEqualTo("two");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void theRootKeyIsMadeOnceAndStays() throws Exception {
        RootCredentials made = RootCredentials.loadOrCreate(directory.credentials(), new SecureRandom());
        assertThat(made.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
        assertThat(made.secretAccessKey()).hasSize(40);
        assertThat(RootCredentials.loadOrCreate(directory.credentials(), new SecureRandom()))
                .isEqualTo(made);
        assertThat(permissions(directory.credentials())).isEqualTo("rw-------");
        assertThat(made.toString()).doesNotContain(made.secretAccessKey());
    }

    @Test
    void anEmptyCredentialsFileIsNotTakenForAKey() throws Exception {
        Files.writeString(directory.credentials(), "[default]\n");
        assertThatThrownBy(() -> RootCredentials.loadOrCreate(directory.credentials(), new SecureRandom()))
                .hasMessageContaining("holds no access key");
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
