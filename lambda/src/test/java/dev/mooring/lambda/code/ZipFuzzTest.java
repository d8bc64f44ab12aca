package dev.mooring.lambda.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.lambda.Zips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged packages are refused with a {@link CodeException}, or are harmless; nothing else comes of them. */
class ZipFuzzTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final CodeLimits LIMITS = new CodeLimits(100_000, 10_000, 100);
    private static final List<byte[]> SEEDS = List.of(
            new RawZip()
                    .file("a", "text")
                    .link("l", "a")
                    .directory("d")
                    .file("d/e", "x")
                    .bytes(),
            new RawZip().deflated("a", new byte[3000], 3000).file("b", "").bytes(),
            Zips.of("index.js", "exports.handler = async () => 1;", "lib/x.js", "x"));

    private static byte[] mutated(Random random) {
        byte[] zip = SEEDS.get(random.nextInt(SEEDS.size())).clone();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> zip[random.nextInt(zip.length)] = (byte) random.nextInt();
                case 1 -> zip[random.nextInt(zip.length)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> {
                    byte[] extreme = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
                    int at = random.nextInt(zip.length - 4);
                    System.arraycopy(extreme, 0, zip, at, random.nextInt(1, 5));
                }
                default -> {
                    int from = random.nextInt(zip.length - 8);
                    System.arraycopy(zip, from, zip, random.nextInt(zip.length - 8), 8);
                }
            }
        }
        return random.nextInt(10) == 0 ? java.util.Arrays.copyOf(zip, random.nextInt(zip.length + 1)) : zip;
    }

    @Test
    void readsOrRefusesDirectories() {
        Random random = new Random(42);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] zip = mutated(random);
            try {
                for (ZipEntryInfo entry : ZipDirectory.read(zip, LIMITS)) {
                    read++;
                    assertThat(entry.path()).doesNotStartWith("/").doesNotContain("\\", "//");
                    assertThat(List.of(entry.path().split("/"))).doesNotContain("..", ".", "");
                    assertThat(entry.compressedStart() + (long) entry.compressedSize())
                            .isBetween(0L, (long) zip.length);
                }
            } catch (CodeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).as("some must get through, or nothing was tested").isGreaterThan(ROUNDS / 10);
    }

    @Test
    void writesNothingOutsideItsDirectory(@TempDir Path temporary) throws Exception {
        Random random = new Random(43);
        Path inside = temporary.resolve("in/side");
        for (int i = 0; i < ROUNDS / 100; i++) {
            PrivateFiles.createDirectories(inside);
            try {
                new Unpacker(mutated(random), LIMITS).unpack(inside);
            } catch (CodeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            try (Stream<Path> all = Files.walk(temporary)) {
                assertThat(all.filter(f -> !f.startsWith(inside) && !inside.startsWith(f)))
                        .isEmpty();
            }
            PrivateFiles.delete(inside);
        }
    }

    @Test
    void neverInflatesMoreThanPromised(@TempDir Path temporary) throws Exception {
        byte[] bomb = new RawZip().deflated("b", new byte[50_000_000], 5000).bytes();

        PrivateFiles.createDirectories(temporary.resolve("x"));
        assertThatThrownBy(() -> new Unpacker(bomb, LIMITS).unpack(temporary.resolve("x")))
                .isInstanceOf(CodeException.class);
        assertThat(temporary.resolve("x/b").toFile().length()).isLessThanOrEqualTo(5000);
    }
}
