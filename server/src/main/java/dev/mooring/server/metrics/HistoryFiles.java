package dev.mooring.server.metrics;

import dev.mooring.core.Tenant;
import dev.mooring.core.metering.Meter;
import dev.mooring.core.metering.Usage;
import dev.mooring.core.metering.UsagePeriod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Minutes of use in files that people can read: one for each day in UTC, a line of JSON for each minute in which a tenant used
 * anything. Lines are appended and not forced to the disk: a power failure may take the last of them, and a line that was cut
 * off is passed over. Safe for threads.
 */
final class HistoryFiles {
    private static final String SUFFIX = ".jsonl";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path directory;
    private final Duration kept;

    /** @param kept how long; a file goes when all of it is older */
    HistoryFiles(Path directory, Duration kept) {
        this.directory = directory;
        this.kept = kept;
    }

    synchronized void append(Instant minute, Map<Tenant, Usage> usage) {
        StringBuilder lines = new StringBuilder();
        usage.forEach((tenant, used) -> {
            if (!used.isNone()) {
                lines.append(line(minute, tenant, used)).append('\n');
            }
        });
        if (lines.isEmpty()) {
            return;
        }
        try {
            Path file = directory.resolve(day(minute) + SUFFIX);
            boolean isNew = !Files.exists(file);
            Files.createDirectories(directory);
            // Begins with a line break: what a crash has cut off stays a line of its own.
            Files.writeString(
                    file,
                    isNew ? lines : lines.insert(0, '\n'),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            if (isNew) {
                deleteBefore(day(minute.minus(kept)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + directory, e);
        }
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static String line(Instant minute, Tenant tenant, Usage used) {
        ObjectNode node = JSON.createObjectNode()
                .put("minute", minute.toString())
                .put("account", tenant.account())
                .put("region", tenant.region());
        for (Meter meter : Meter.values()) {
            if (used.get(meter) != 0) {
                node.put(meter.member(), used.get(meter));
            }
        }
        return JSON.writeValueAsString(node);
    }

    private void deleteBefore(LocalDate first) throws IOException {
        for (Path file : files()) {
            if (dayOf(file).filter(day -> day.isBefore(first)).isPresent()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Empty for a file that is not ours. */
    private static Optional<LocalDate> dayOf(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(name.substring(0, name.length() - SUFFIX.length())));
        } catch (DateTimeParseException notADay) {
            return Optional.empty();
        }
    }

    /** A tenant's minutes that begin at a moment or later, as they were written. */
    List<UsagePeriod> since(Tenant tenant, Instant from) {
        List<UsagePeriod> minutes = new ArrayList<>();
        try {
            for (Path file : files()) {
                if (dayOf(file).filter(day -> !day.isBefore(day(from))).isPresent()) {
                    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
                        lines.flatMap(line -> read(line, tenant).stream())
                                .filter(minute -> !minute.start().isBefore(from))
                                .forEach(minutes::add);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
        return minutes;
    }

    /** Empty for a line of another tenant, and for one that is not whole. */
    static Optional<UsagePeriod> read(String line, Tenant tenant) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.path("account").asString("").equals(tenant.account())
                    || !node.path("region").asString("").equals(tenant.region())) {
                return Optional.empty();
            }
            EnumMap<Meter, Long> amounts = new EnumMap<>(Meter.class);
            for (Meter meter : Meter.values()) {
                amounts.put(meter, node.path(meter.member()).asLong(0));
            }
            return Optional.of(new UsagePeriod(Instant.parse(node.path("minute").asString("")), Usage.of(amounts)));
        } catch (JacksonException | DateTimeParseException cutOff) {
            return Optional.empty();
        }
    }
}
