package dev.mooring.lambda.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.Zips;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeStoreTest {
    private static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");
    private static final CodeLimits SMALL = new CodeLimits(100_000, 20_000, 50);

    @TempDir
    private Path temporary;

    private Path root;
    private final Set<String> named = new HashSet<>();
    private CodeStore codes;

    @BeforeEach
    void open() {
        root = temporary.resolve("lambda");
        codes = new CodeStore(root, SMALL, (tenant, sha256) -> named.contains(sha256));
    }

    private void refuses(byte[] zip, String reason) throws IOException {
        CodeException refusal = catchThrowableOfType(CodeException.class, () -> codes.put(TENANT, zip));

        assertThat(refusal).as("a refusal").isNotNull().hasMessageContaining(reason);
        assertThat(files(temporary)).as("nothing stays, inside or outside").isEmpty();
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    @Test
    void unpacksFilesPrivately() throws Exception {
        byte[] zip = new RawZip()
                .directory("lib")
                .file("lib/a.js", "a")
                .executable("bin/tool", "#!")
                .file("é/deep/er/b.txt", "b")
                .bytes();
        named.add(CodeStore.sha256(zip));

        try (CodeLease code = codes.put(TENANT, zip)) {
            Path task = code.taskRoot();
            assertThat(task.resolve("lib/a.js")).hasContent("a");
            assertThat(task.resolve("é/deep/er/b.txt")).hasContent("b");
            assertThat(mode(task.resolve("lib/a.js"))).isEqualTo("rw-------");
            assertThat(mode(task.resolve("bin/tool"))).isEqualTo("rwx------");
            assertThat(mode(task.resolve("é/deep"))).isEqualTo("rwx------");
            assertThat(mode(task)).isEqualTo("rwx------");
            assertThat(code.sha256()).hasSize(44).endsWith("=");
        }
        assertThat(codes.zipFile(TENANT, CodeStore.sha256(zip))).hasBinaryContent(zip);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void unpacksDeflatedFiles() throws Exception {
        byte[] text = "x".repeat(15_000).getBytes(StandardCharsets.UTF_8);

        try (CodeLease code =
                codes.put(TENANT, new RawZip().deflated("x", text, text.length).bytes())) {
            assertThat(code.taskRoot().resolve("x")).hasBinaryContent(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "/evil",
                "a/../../evil",
                "a/../evil",
                "..",
                ".",
                "a//b",
                "C:/evil",
                "c:evil",
                "a\\..\\b",
                "a\nb",
                "a/./b"
            })
    void refusesNamesThatLeaveThePackageOrCannotBeFiles(String name) throws Exception {
        refuses(new RawZip().file("good", "g").file(name, "evil").bytes(), "entry '");
    }

    @Test
    void refusesTwoEntriesOfOneName() throws Exception {
        refuses(new RawZip().file("a", "1").file("a", "2").bytes(), "contains 'a' twice");
        refuses(new RawZip().file("a", "1").file("./a", "2").bytes(), "contains 'a' twice");
    }

    @Test
    void refusesAFileWhereAnotherEntryNeedsADirectory() throws Exception {
        refuses(new RawZip().file("a", "1").file("a/b", "2").bytes(), "need the same file name");
        refuses(new RawZip().file("a/b", "1").file("a", "2").bytes(), "need the same file name");
    }

    @Test
    void keepsLinksThatStayInside() throws Exception {
        byte[] zip = new RawZip()
                .link("node_modules/.bin/tool", "../tool/cli.js")
                .file("node_modules/tool/cli.js", "cli")
                .link("alias", "node_modules")
                .bytes();

        try (CodeLease code = codes.put(TENANT, zip)) {
            assertThat(code.taskRoot().resolve("node_modules/.bin/tool"))
                    .isSymbolicLink()
                    .hasContent("cli");
            assertThat(code.taskRoot().resolve("alias/tool/cli.js")).hasContent("cli");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/passwd", "a/../../evil", "sub/..", "", "../../x", "a\\b", "C:/x"})
    void refusesLinksThatMayLeaveThePackage(String target) throws Exception {
        refuses(new RawZip().file("good", "g").link("link", target).bytes(), "may leave the package");
    }

    @Test
    void refusesToWriteThroughALink() throws Exception {
        Path outside = temporary.resolve("outside");
        refuses(new RawZip().link("d", "..").file("d/evil", "e").bytes(), "");
        refuses(new RawZip().file("x/y", "").link("d", "x").link("d/evil", "y").bytes(), "");
        assertThat(outside).doesNotExist();
    }

    @Test
    void refusesBombs() throws Exception {
        byte[] zeros = new byte[1_000_000];
        refuses(
                new RawZip().deflated("honest", zeros, zeros.length).bytes(),
                "Unzipped size must be smaller than 20000");
        refuses(new RawZip().deflated("liar", zeros, 100).bytes(), "is damaged");
        RawZip many = new RawZip();
        for (int i = 0; i < 30; i++) {
            many.deflated("f" + i, new byte[700], 700);
        }
        refuses(many.bytes(), "Unzipped size must be smaller than 20000");
        refuses(new RawZip().file("a", "text").sharing("b", 0).bytes(), "overlaps");
        RawZip crowd = new RawZip();
        for (int i = 0; i < 51; i++) {
            crowd.file("f" + i, "");
        }
        refuses(crowd.bytes(), "more than 50 entries");
    }

    @Test
    void refusesWhatIsNoPlainZipFile() throws Exception {
        byte[] good = new RawZip().file("a", "text").bytes();
        refuses(new byte[0], "not a zip file");
        refuses("PK but not really".getBytes(StandardCharsets.UTF_8), "not a zip file");
        refuses(new byte[100_001], "over the limit of 100000");
        refuses(new RawZip().encrypted("secret").bytes(), "is encrypted");
        refuses(new RawZip().entry("device", "", 020644).bytes(), "neither file, directory nor link");
        byte[] damaged = good.clone();
        damaged[32] ^= 1;
        refuses(damaged, "is damaged");
        byte[] shifted = new byte[good.length + 7];
        System.arraycopy(good, 0, shifted, 7, good.length);
        refuses(shifted, "its directory is not where it should be");
    }

    @Test
    void keepsCodeWhileAFunctionNamesItOrALeaseHoldsIt() throws Exception {
        byte[] zip = Zips.index("1");
        String sha256 = CodeStore.sha256(zip);
        named.add(sha256);
        codes.put(TENANT, zip).close();
        CodeLease running = codes.open(TENANT, sha256);

        named.clear();
        codes.removeIfUnused(TENANT, sha256);
        assertThat(running.taskRoot().resolve("index.js")).exists();
        running.close();
        running.close();

        assertThat(files(root)).isEmpty();
        assertThatThrownBy(() -> codes.open(TENANT, sha256))
                .isInstanceOf(CodeException.class)
                .hasMessageContaining("is missing")
                .hasMessageContaining("update-function-code");
    }

    @Test
    void keepsTenantsApart() throws Exception {
        byte[] zip = Zips.index("1");
        try (CodeLease mine = codes.put(TENANT, zip);
                CodeLease theirs = codes.put(new Tenant("000000000000", "eu-west-1"), zip)) {
            assertThat(mine.taskRoot()).isNotEqualTo(theirs.taskRoot());
        }
    }

    @Test
    void repairsATreeThatACrashTore() throws Exception {
        byte[] zip = new RawZip().file("a.js", "whole").file("d/b.js", "b").bytes();
        named.add(CodeStore.sha256(zip));
        Path task;
        try (CodeLease code = codes.put(TENANT, zip)) {
            task = code.taskRoot();
        }
        Files.writeString(task.resolve("a.js"), "torn!");
        Files.delete(task.resolve("d/b.js"));
        open();

        try (CodeLease code = codes.open(TENANT, CodeStore.sha256(zip))) {
            assertThat(code.taskRoot().resolve("a.js")).hasContent("whole");
            assertThat(code.taskRoot().resolve("d/b.js")).hasContent("b");
        }
    }

    @Test
    void sweepsWhatACrashLeftBehind() throws Exception {
        byte[] kept = Zips.index("kept");
        byte[] orphan = Zips.index("orphan");
        named.add(CodeStore.sha256(kept));
        named.add(CodeStore.sha256(orphan));
        codes.put(TENANT, kept).close();
        codes.put(TENANT, orphan).close();
        Path half = codes.zipFile(TENANT, CodeStore.sha256(kept))
                .getParent()
                .resolveSibling("tmp-00000000-0000-0000-0000-000000000000");
        Files.createDirectories(half.resolve("task"));
        named.remove(CodeStore.sha256(orphan));
        open();

        codes.sweep();

        assertThat(half).doesNotExist();
        assertThat(codes.zipFile(TENANT, CodeStore.sha256(orphan))).doesNotExist();
        assertThat(codes.zipFile(TENANT, CodeStore.sha256(kept))).exists();
    }
}
