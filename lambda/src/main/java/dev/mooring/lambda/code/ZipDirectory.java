package dev.mooring.lambda.code;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a zip file's central directory, which alone tells of Unix modes (executable, symbolic link), and refuses
 * whatever could do harm when unpacked: names that leave the directory, overlapping entries (the trick of zip bombs),
 * encryption, contents over the limit.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">PKWARE: APPNOTE, section 4.3</a>
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int ENCRYPTED = 1;
    private static final int UTF8 = 1 << 11;
    private static final int MADE_BY_UNIX = 3;
    private static final int S_IFMT = 0xf000;
    private static final int S_IFREG = 0x8000;
    private static final int S_IFDIR = 0x4000;
    private static final int S_IFLNK = 0xa000;
    private static final int ANY_EXECUTE = 0x49;
    private static final long IN_ZIP64_EXTRA = 0xffffffffL;

    private final ByteBuffer zip;
    private final CodeLimits limits;

    private ZipDirectory(ByteBuffer zip, CodeLimits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    /**
     * The entries in the order of the directory.
     *
     * @throws CodeException when the file is no zip file or must not be unpacked
     */
    static List<ZipEntryInfo> read(byte[] zip, CodeLimits limits) throws CodeException {
        if (zip.length > limits.zipBytes()) {
            throw new CodeException(
                    CodeException.Kind.ZIP_TOO_LARGE,
                    "the zip file has " + zip.length + " bytes, over the limit of " + limits.zipBytes());
        }
        try {
            return new ZipDirectory(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN), limits).entries();
        } catch (IndexOutOfBoundsException e) {
            throw CodeException.invalid("the zip file is damaged: a header points outside the file");
        }
    }

    private List<ZipEntryInfo> entries() throws CodeException {
        int end = findEnd();
        int count = unsigned16(end + 10);
        long size = unsigned32(end + 12);
        long start = unsigned32(end + 16);
        if (unsigned16(end + 4) != 0 || unsigned16(end + 6) != 0 || unsigned16(end + 8) != count) {
            throw CodeException.invalid("the zip file is one of several parts");
        }
        if (start + size != end) {
            throw CodeException.invalid("the zip file is damaged: its directory is not where it should be");
        }
        if (count > limits.entries()) {
            throw new CodeException(
                    CodeException.Kind.CONTENTS_TOO_LARGE,
                    "the zip file has more than " + limits.entries() + " entries");
        }
        List<ZipEntryInfo> entries = new ArrayList<>(Math.min(count, 4096));
        Set<String> paths = new HashSet<>();
        long contentBytes = 0;
        int position = (int) start;
        for (int i = 0; i < count; i++) {
            if (position + ENTRY_SIZE > end || zip.getInt(position) != ENTRY_SIGNATURE) {
                throw CodeException.invalid("the zip file is damaged: entry " + i + " of its directory is missing");
            }
            int length = ENTRY_SIZE + unsigned16(position + 28) + unsigned16(position + 30) + unsigned16(position + 32);
            ZipEntryInfo entry = entry(position, (int) start);
            if (!paths.add(entry.path())) {
                throw CodeException.invalid("the zip file contains '" + entry.path() + "' twice");
            }
            contentBytes += entry.size();
            if (contentBytes > limits.contentBytes()) {
                throw new CodeException(
                        CodeException.Kind.CONTENTS_TOO_LARGE,
                        "Unzipped size must be smaller than " + limits.contentBytes() + " bytes");
            }
            entries.add(entry);
            position += length;
        }
        refuseOverlaps(entries, (int) start);
        return entries;
    }

    private int findEnd() throws CodeException {
        int last = zip.capacity() - END_SIZE;
        for (int at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
            if (zip.getInt(at) == END_SIGNATURE && at + END_SIZE + unsigned16(at + 20) == zip.capacity()) {
                return at;
            }
        }
        throw CodeException.invalid("this is not a zip file: it has no end of central directory record");
    }

    private ZipEntryInfo entry(int at, int directoryStart) throws CodeException {
        int madeBy = unsigned16(at + 4) >> 8;
        int flags = unsigned16(at + 8);
        int method = unsigned16(at + 10);
        int nameLength = unsigned16(at + 28);
        int extraLength = unsigned16(at + 30);
        int unixMode = madeBy == MADE_BY_UNIX ? zip.getInt(at + 38) >>> 16 : 0;
        String name = name(at + ENTRY_SIZE, nameLength, (flags & UTF8) != 0);
        String path = EntryPath.verify(name);
        if ((flags & ENCRYPTED) != 0) {
            throw CodeException.invalid("entry '" + path + "' is encrypted");
        }
        if (method != 0 && method != 8) {
            throw CodeException.invalid("entry '" + path + "' uses compression method " + method
                    + "; only stored (0) and deflated (8) are supported");
        }
        Zip64 sizes = new Zip64(unsigned32(at + 24), unsigned32(at + 20), unsigned32(at + 42))
                .completed(zip, at + ENTRY_SIZE + nameLength, extraLength);
        if (sizes.offset < 0
                || sizes.compressed < 0
                || sizes.size < 0
                || sizes.size > limits.contentBytes()
                || sizes.offset + LOCAL_SIZE + sizes.compressed > directoryStart) {
            throw sizes.size > limits.contentBytes()
                    ? new CodeException(
                            CodeException.Kind.CONTENTS_TOO_LARGE,
                            "Unzipped size must be smaller than " + limits.contentBytes() + " bytes")
                    : CodeException.invalid("entry '" + path + "' points outside the zip file");
        }
        int local = (int) sizes.offset;
        if (zip.getInt(local) != LOCAL_SIGNATURE) {
            throw CodeException.invalid("entry '" + path + "' has no local header");
        }
        int dataStart = local + LOCAL_SIZE + unsigned16(local + 26) + unsigned16(local + 28);
        if (dataStart + sizes.compressed > directoryStart) {
            throw CodeException.invalid("entry '" + path + "' points outside the zip file");
        }
        ZipEntryInfo.Kind kind = kind(path, name.endsWith("/"), unixMode & S_IFMT);
        if (kind == ZipEntryInfo.Kind.DIRECTORY && sizes.size != 0) {
            throw CodeException.invalid("directory '" + path + "' has contents");
        }
        return new ZipEntryInfo(
                path,
                kind,
                method == 0 ? ZipEntryInfo.Method.STORED : ZipEntryInfo.Method.DEFLATED,
                (unixMode & ANY_EXECUTE) != 0,
                dataStart,
                (int) sizes.compressed,
                sizes.size,
                zip.getInt(at + 16));
    }

    private static ZipEntryInfo.Kind kind(String path, boolean slash, int type) throws CodeException {
        if (slash || type == S_IFDIR) {
            return ZipEntryInfo.Kind.DIRECTORY;
        }
        return switch (type) {
            case 0, S_IFREG -> ZipEntryInfo.Kind.FILE;
            case S_IFLNK -> ZipEntryInfo.Kind.SYMBOLIC_LINK;
            default -> throw CodeException.invalid("entry '" + path + "' is neither file, directory nor link");
        };
    }

    private static void refuseOverlaps(List<ZipEntryInfo> entries, int directoryStart) throws CodeException {
        List<ZipEntryInfo> sorted = entries.stream()
                .sorted(Comparator.comparingInt(ZipEntryInfo::compressedStart))
                .toList();
        long free = 0;
        for (ZipEntryInfo entry : sorted) {
            // A header of at least LOCAL_SIZE bytes lies before each entry's data.
            if (entry.compressedStart() - LOCAL_SIZE < free) {
                throw CodeException.invalid("entry '" + entry.path() + "' overlaps another one");
            }
            free = (long) entry.compressedStart() + entry.compressedSize();
        }
        if (free > directoryStart) {
            throw CodeException.invalid("the zip file's entries overlap its directory");
        }
    }

    private String name(int at, int length, boolean utf8) throws CodeException {
        ByteBuffer bytes = zip.slice(at, length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            if (utf8 || !Charset.isSupported("IBM437")) {
                throw CodeException.invalid("the zip file contains a name that is not UTF-8");
            }
            return Charset.forName("IBM437").decode(bytes).toString();
        }
    }

    private int unsigned16(int at) {
        return zip.getShort(at) & 0xffff;
    }

    private long unsigned32(int at) {
        return zip.getInt(at) & 0xffffffffL;
    }

    /** Some archivers write 64-bit sizes even for small files; APPNOTE 4.5.3 says in which order they follow. */
    private record Zip64(long size, long compressed, long offset) {
        private static final int TAG = 1;

        Zip64 completed(ByteBuffer zip, int extra, int length) throws CodeException {
            if (size != IN_ZIP64_EXTRA && compressed != IN_ZIP64_EXTRA && offset != IN_ZIP64_EXTRA) {
                return this;
            }
            int end = extra + length;
            for (int at = extra; at + 4 <= end; ) {
                int tag = zip.getShort(at) & 0xffff;
                int fieldEnd = at + 4 + (zip.getShort(at + 2) & 0xffff);
                if (tag == TAG && fieldEnd <= end) {
                    ByteBuffer field = zip.slice(at + 4, fieldEnd - at - 4).order(ByteOrder.LITTLE_ENDIAN);
                    return new Zip64(wide(size, field), wide(compressed, field), wide(offset, field));
                }
                at = fieldEnd;
            }
            throw CodeException.invalid("the zip file is damaged: a 64-bit size is missing");
        }

        private static long wide(long narrow, ByteBuffer field) throws CodeException {
            if (narrow != IN_ZIP64_EXTRA) {
                return narrow;
            }
            // Values beyond an int are out of every limit; the caller refuses negative ones.
            long value = field.remaining() >= 8 ? field.getLong() : -1;
            return value > Integer.MAX_VALUE ? -1 : value;
        }
    }
}
