package dev.mooring.lambda.code;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Writes a verified package's entries below a new directory and checks them again later. */
final class Unpacker {
    private static final int MAX_LINK_BYTES = 4096;

    private final byte[] zip;
    private final List<ZipEntryInfo> entries;

    /** @throws CodeException when the package must not be unpacked */
    Unpacker(byte[] zip, CodeLimits limits) throws CodeException {
        this.zip = zip;
        this.entries = ZipDirectory.read(zip, limits);
    }

    /**
     * Unpacks everything. Links come last, so that no file is ever written through one.
     *
     * @param directory must exist, be empty and belong to nobody else
     * @throws CodeException when the contents are not what the directory promised
     */
    void unpack(Path directory) throws CodeException, IOException {
        try {
            for (ZipEntryInfo entry : entries) {
                Path target = directory.resolve(entry.path());
                switch (entry.kind()) {
                    case DIRECTORY -> PrivateFiles.createDirectories(target);
                    case FILE -> {
                        PrivateFiles.createDirectories(parent(target));
                        try (OutputStream out = PrivateFiles.create(target, entry.executable())) {
                            copy(entry, out);
                        }
                    }
                    case SYMBOLIC_LINK -> {}
                }
            }
            for (ZipEntryInfo entry : entries) {
                if (entry.kind() == ZipEntryInfo.Kind.SYMBOLIC_LINK) {
                    createLink(directory, entry);
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw CodeException.invalid("two entries of the zip file need the same file name: "
                    + directory.relativize(Path.of(e.getFile())));
        }
    }

    /** Whether the directory holds the package's files with the right bytes; false after a torn write. */
    boolean isIntact(Path directory) {
        try {
            for (ZipEntryInfo entry : entries) {
                Path file = directory.resolve(entry.path());
                boolean intact =
                        switch (entry.kind()) {
                            case DIRECTORY -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
                            case SYMBOLIC_LINK -> Files.isSymbolicLink(file);
                            case FILE ->
                                Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                                        && Files.size(file) == entry.size()
                                        && crc32(file) == entry.crc32();
                        };
                if (!intact) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void createLink(Path directory, ZipEntryInfo entry) throws CodeException, IOException {
        if (entry.size() > MAX_LINK_BYTES) {
            throw CodeException.invalid("link '" + entry.path() + "' is overlong");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(entry, bytes);
        String target = bytes.toString(StandardCharsets.UTF_8);
        EntryPath.verifyLink(entry.path(), target);
        Path link = directory.resolve(entry.path());
        // A component of the path may be a link made a moment ago.
        for (Path above = parent(link); !above.equals(directory); above = parent(above)) {
            if (Files.isSymbolicLink(above)) {
                throw CodeException.invalid("entry '" + entry.path() + "' lies below a link");
            }
        }
        PrivateFiles.createDirectories(parent(link));
        try {
            Files.createSymbolicLink(link, Path.of(target));
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            throw CodeException.invalid("link '" + entry.path() + "' cannot be made on this file system");
        }
    }

    /** Never writes more than the directory promised, whatever the compressed bytes say. */
    private void copy(ZipEntryInfo entry, OutputStream out) throws CodeException, IOException {
        CRC32 crc = new CRC32();
        long written = 0;
        if (entry.method() == ZipEntryInfo.Method.STORED) {
            if (entry.compressedSize() != entry.size()) {
                throw damaged(entry);
            }
            out.write(zip, entry.compressedStart(), entry.compressedSize());
            crc.update(zip, entry.compressedStart(), entry.compressedSize());
            written = entry.size();
        } else {
            byte[] buffer = new byte[16 * 1024];
            try (Inflater inflater = new Inflater(true)) {
                inflater.setInput(zip, entry.compressedStart(), entry.compressedSize());
                while (!inflater.finished()) {
                    int n = inflater.inflate(buffer);
                    written += n;
                    if (written > entry.size() || (n == 0 && !inflater.finished())) {
                        throw damaged(entry);
                    }
                    out.write(buffer, 0, n);
                    crc.update(buffer, 0, n);
                }
            } catch (DataFormatException e) {
                throw damaged(entry);
            }
        }
        if (written != entry.size() || (int) crc.getValue() != entry.crc32()) {
            throw damaged(entry);
        }
    }

    private static CodeException damaged(ZipEntryInfo entry) {
        return CodeException.invalid("entry '" + entry.path() + "' is damaged: size or checksum differ");
    }

    private static int crc32(Path file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[64 * 1024];
        try (var in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        return (int) crc.getValue();
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
