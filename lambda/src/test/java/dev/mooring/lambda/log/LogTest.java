package dev.mooring.lambda.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
    @TempDir
    private Path directory;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void rotatesAndDropsTheOldest() throws Exception {
        Path home = directory.resolve("log");
        try (FunctionLog log = new FunctionLog(home, 10, 3)) {
            for (int i = 0; i < 9; i++) {
                log.append(utf8("line" + i + "\n"));
            }
        }

        assertThat(home.resolve("function.log")).hasContent("line8\n");
        assertThat(home.resolve("function.1.log")).hasContent("line7\n");
        assertThat(home.resolve("function.2.log")).hasContent("line6\n");
        try (var files = Files.list(home)) {
            assertThat(files).hasSize(3);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("function.log"))))
                .isEqualTo("rw-------");
    }

    @Test
    void continuesAnOldLog() {
        try (FunctionLog log = new FunctionLog(directory, 100, 1)) {
            log.append(utf8("a\n"));
            log.close();
            log.append(utf8("b\n"));
        }
        try (FunctionLog log = new FunctionLog(directory, 100, 1)) {
            log.append(utf8("c\n"));
            assertThat(log.current()).hasContent("a\nb\nc\n");
        }
    }

    @Test
    void losesTextButNothingElseWhenItCannotWrite() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (FunctionLog log = new FunctionLog(file.resolve("log"), 100, 2)) {
            log.append(utf8("lost\n"));
        }
        assertThat(file).hasContent("");
    }

    @Test
    void tailHoldsTheLastBytesWhateverThePieces() {
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            LogTail tail = new LogTail(16);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = random.nextInt(6); i >= 0; i--) {
                byte[] piece = new byte[random.nextInt(40)];
                Arrays.fill(piece, (byte) ('a' + random.nextInt(26)));
                tail.append(piece);
                all.writeBytes(piece);
            }
            byte[] whole = all.toByteArray();
            assertThat(tail.bytes()).isEqualTo(Arrays.copyOfRange(whole, Math.max(0, whole.length - 16), whole.length));
        }
    }

    @Test
    void tailNeverBeginsInsideACharacter() {
        LogTail tail = new LogTail(8);
        tail.append(utf8("éééééa"));

        assertThat(new String(tail.bytes(), StandardCharsets.UTF_8)).isEqualTo("éééa");
    }

    private OutputReader read(byte[] output, FunctionLog log, long budget) {
        OutputReader reader = new OutputReader(new ByteArrayInputStream(output), "SECRET", log, line -> {}, budget);
        reader.begin();
        reader.run();
        return reader;
    }

    @Test
    void takesTheMarkOutOfTheLog() throws Exception {
        try (FunctionLog log = new FunctionLog(directory, 100_000, 1)) {
            OutputReader reader =
                    read(utf8("one\npartial\0SECRET:id-1\ntwo\n\0SECRET:id-2\n\0OTHER:x\nend"), log, 1000);

            reader.awaitMark("id-2", 0);
            reader.awaitEnd(0);
            assertThat(new String(reader.tail(), StandardCharsets.UTF_8))
                    .isEqualTo("one\npartial\ntwo\n\0OTHER:x\nend\n");
            assertThat(log.current()).hasBinaryContent(reader.tail());
        }
    }

    @Test
    void cutsEndlessLinesAndDropsWhatIsOverTheBudget() throws Exception {
        byte[] output = new byte[3 * OutputReader.MAX_LINE_BYTES];
        Arrays.fill(output, (byte) 'x');
        try (FunctionLog log = new FunctionLog(directory, 10_000_000, 1)) {
            OutputReader reader = read(output, log, OutputReader.MAX_LINE_BYTES + 100L);
            reader.reportDropped();

            String text = Files.readString(log.current());
            assertThat(text.lines()).hasSize(2);
            assertThat(text.lines().findFirst().orElseThrow()).hasSize(OutputReader.MAX_LINE_BYTES);
            assertThat(text)
                    .endsWith("(524290 bytes of output dropped: over the limit of 262244 bytes an invocation)\n");
            reader.begin();
            reader.reportDropped();
            assertThat(reader.tail()).isEmpty();
        }
    }

    @Test
    void readsAnyBytes() {
        int rounds = Integer.getInteger("mooring.fuzz", 100_000) / 10;
        Random random = new Random(6);
        String[] pieces = {"\0", "SECRET", ":", "\n", "id", "x", "\0SECRET:id\n", "é", "\r\n"};
        try (FunctionLog log = new FunctionLog(directory, 100_000, 1)) {
            for (int i = 0; i < rounds; i++) {
                StringBuilder text = new StringBuilder();
                for (int n = random.nextInt(12); n > 0; n--) {
                    text.append(pieces[random.nextInt(pieces.length)]);
                }
                byte[] tail = read(utf8(text.toString()), log, 1000).tail();

                assertThat(new String(tail, StandardCharsets.UTF_8))
                        .as(text.toString())
                        .doesNotContain("\0SECRET:");
                assertThat(tail.length == 0 || tail[tail.length - 1] == '\n').isTrue();
            }
        }
    }
}
