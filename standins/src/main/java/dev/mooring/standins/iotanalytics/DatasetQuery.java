package dev.mooring.standins.iotanalytics;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.TargetLogEntry;
import dev.mooring.store.query.ScratchException;
import dev.mooring.store.query.ScratchSql;
import dev.mooring.store.query.ScratchTable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The SQL of a dataset. It sees the data stores that it names as tables: a column an attribute, in lower case, and
 * {@code __dt}, the day a message arrived. What is no number, text or Boolean is its JSON.
 */
record DatasetQuery(String sql) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_MESSAGES = 100_000;
    private static final long MAX_BYTES = 64 << 20;

    /** @throws ApiException InvalidRequestException for a dataset that is not built so */
    static DatasetQuery of(Definition dataset) {
        List<Map<?, ?>> actions = dataset.list("actions");
        if (actions.size() != 1
                || !(actions.getFirst().get("queryAction") instanceof Map<?, ?> query)
                || !(query.get("sqlQuery") instanceof String sql)) {
            throw Definitions.invalid("A dataset has one action here, a queryAction; containerAction is not built.");
        }
        if (query.get("filters") instanceof List<?> filters && !filters.isEmpty()) {
            throw Definitions.invalid("filters of a queryAction are not built here.");
        }
        return new DatasetQuery(sql);
    }

    /**
     * @return CSV as AWS writes it: everything in quotes, NULL empty
     * @throws ScratchException when the query cannot be answered, or asks too much
     */
    String run(StandInPorts ports, Tenant tenant) throws ScratchException {
        List<String> names = ports.store().read(tables -> Definitions.all(tables, tenant, Kind.DATASTORE)).stream()
                .map(Definition::name)
                .filter(name -> Pattern.compile("\\b" + Pattern.quote(name) + "\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(sql)
                        .find())
                .toList();
        List<ScratchTable> tables = new ArrayList<>();
        for (String name : names) {
            tables.add(table(ports, tenant, name));
        }
        return csv(new ScratchSql(TIMEOUT, MAX_BYTES).ask(tables, sql));
    }

    private static ScratchTable table(StandInPorts ports, Tenant tenant, String name) {
        // The newest, where there are more.
        List<TargetLogEntry> entries = ports.store().read(tables -> tables.targetLog(tenant)
                .before(Kind.DATASTORE.log(name), Long.MAX_VALUE, MAX_MESSAGES));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TargetLogEntry entry : entries.reversed()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> attribute :
                    Json.MAPPER.readTree(entry.body()).properties()) {
                value(attribute.getValue()).ifPresent(value -> row.put(attribute.getKey(), value));
            }
            row.put("__dt", LocalDate.ofInstant(entry.time(), ZoneOffset.UTC) + " 00:00:00.000");
            rows.add(row);
        }
        return new ScratchTable(name, rows);
    }

    private static Optional<Object> value(JsonNode node) {
        if (node.isNull()) {
            return Optional.empty();
        }
        if (node.isString()) {
            return Optional.of(node.stringValue());
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Optional.of(node.longValue());
        }
        return Optional.of(node.isNumber() ? (Object) node.doubleValue() : node.toString());
    }

    private static String csv(ScratchSql.Answer answer) {
        StringBuilder text = new StringBuilder();
        text.append(answer.columns().stream().map(DatasetQuery::quoted).collect(Collectors.joining(",")))
                .append('\n');
        for (List<Optional<String>> row : answer.rows()) {
            text.append(row.stream()
                            .map(value -> value.map(DatasetQuery::quoted).orElse(""))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
