package dev.mooring.lambda.code;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zip files byte by byte, also such as no honest program would write. */
public final class RawZip {
    private final List<Entry> entries = new ArrayList<>();

    /** The size and mode are what the directory says, whatever the truth. */
    private record Entry(String name, byte[] data, boolean deflated, int unixMode, long size, int flags, int sameAs) {}

    public RawZip file(String name, String text) {
        return entry(name, text, 0100644);
    }

    public RawZip executable(String name, String text) {
        return entry(name, text, 0100755);
    }

    RawZip link(String name, String target) {
        return entry(name, target, 0120777);
    }

    RawZip directory(String name) {
        return entry(name + "/", "", 040755);
    }

    RawZip entry(String name, String text, int unixMode) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        entries.add(new Entry(name, data, false, unixMode, data.length, 1 << 11, -1));
        return this;
    }

    RawZip encrypted(String name) {
        entries.add(new Entry(name, new byte[1], false, 0100644, 1, 1, -1));
        return this;
    }

    /** Deflated, and lying about its size when that is not the text's. */
    RawZip deflated(String name, byte[] data, long claimedSize) {
        entries.add(new Entry(name, data, true, 0100644, claimedSize, 0, -1));
        return this;
    }

    /** Another name for the bytes of an entry written before, as a zip bomb has it. */
    RawZip sharing(String name, int index) {
        Entry other = entries.get(index);
        entries.add(new Entry(name, other.data, other.deflated, other.unixMode, other.size, other.flags, index));
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        int[] offsets = new int[entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
            byte[] stored = entry.deflated ? deflate(entry.data) : entry.data;
            CRC32 crc = new CRC32();
            crc.update(entry.data);
            offsets[i] = entry.sameAs >= 0 ? offsets[entry.sameAs] : zip.size();
            ByteBuffer common = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
            common.putShort((short) 20).putShort((short) entry.flags).putShort((short) (entry.deflated ? 8 : 0));
            common.putInt(0).putInt((int) crc.getValue()).putInt(stored.length).putInt((int) entry.size);
            common.putShort((short) name.length).putShort((short) 0);
            if (entry.sameAs < 0) {
                zip.writeBytes(little(0x04034b50));
                zip.writeBytes(common.array());
                zip.writeBytes(name);
                zip.writeBytes(stored);
            }
            directory.writeBytes(little(0x02014b50));
            directory.writeBytes(new byte[] {30, 3});
            directory.writeBytes(common.array());
            directory.writeBytes(new byte[6]);
            directory.writeBytes(little(entry.unixMode << 16));
            directory.writeBytes(little(offsets[i]));
            directory.writeBytes(name);
        }
        int start = zip.size();
        zip.writeBytes(directory.toByteArray());
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06054b50).putInt(0).putShort((short) entries.size()).putShort((short) entries.size());
        end.putInt(directory.size()).putInt(start).putShort((short) 0);
        zip.writeBytes(end.array());
        return zip.toByteArray();
    }

    private static byte[] deflate(byte[] data) {
        try (Deflater deflater = new Deflater(9, true)) {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
