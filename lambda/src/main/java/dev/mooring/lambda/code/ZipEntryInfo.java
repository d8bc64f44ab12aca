package dev.mooring.lambda.code;

/**
 * One entry of a zip file's central directory, its name proved harmless.
 *
 * @param path relative, {@code /} between components, none of them empty, {@code .} or {@code ..}
 * @param compressedStart offset of the entry's data in the file
 * @param compressedSize bytes
 * @param size bytes when unpacked
 * @param crc32 of the unpacked bytes
 */
record ZipEntryInfo(
        String path,
        Kind kind,
        Method method,
        boolean executable,
        int compressedStart,
        int compressedSize,
        long size,
        int crc32) {
    enum Kind {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK
    }

    enum Method {
        STORED,
        DEFLATED
    }
}
