package dev.mooring.standins.dynamodb;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.DynamoItemTable;
import dev.mooring.store.Page;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingModeSummary;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

/** Tables themselves: create, describe, list, delete, time to live. */
record TableHandlers(StandInPorts ports) {
    private static final int MAX_PAGE = 100;
    private static final int ALL = 1_000_000;

    static ApiException notFound(String table) {
        return new ApiException(
                "ResourceNotFoundException", "Requested resource not found: Table: " + table + " not found");
    }

    /** @throws ApiException ResourceNotFoundException */
    static Table table(Tables tables, Tenant tenant, String nameOrArn) {
        String name = ServiceArn.parse(nameOrArn)
                .filter(arn ->
                        arn.service().equals("dynamodb") && arn.resource().startsWith("table/"))
                .map(arn -> arn.resource().substring("table/".length()))
                .orElse(nameOrArn);
        return tables.targetResources(tenant)
                .find(Table.KIND, name)
                .map(Table::of)
                .orElseThrow(() -> notFound(name));
    }

    CreateTableResponse create(CreateTableRequest request, CallContext context) {
        if (request.streamSpecification() != null
                && Boolean.TRUE.equals(request.streamSpecification().streamEnabled())) {
            throw Values.invalid("Streams of tables are not built here.");
        }
        if (!request.tags().isEmpty()) {
            throw Values.invalid("Tags of tables are not kept here.");
        }
        Map<String, String> types = new TreeMap<>();
        request.attributeDefinitions().forEach(each -> types.put(each.attributeName(), each.attributeTypeAsString()));
        List<Table.Index> indexes = new ArrayList<>();
        request.globalSecondaryIndexes()
                .forEach(index ->
                        indexes.add(index(index.indexName(), true, index.keySchema(), index.projection(), types)));
        request.localSecondaryIndexes()
                .forEach(index ->
                        indexes.add(index(index.indexName(), false, index.keySchema(), index.projection(), types)));
        boolean onDemand = "PAY_PER_REQUEST".equals(request.billingModeAsString());
        if (!onDemand && request.provisionedThroughput() == null) {
            throw Values.invalid("One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits"
                    + " must both be specified when BillingMode is PROVISIONED");
        }
        Table table = new Table(
                request.tableName(),
                UUID.randomUUID().toString(),
                types,
                key(request.keySchema(), KeyType.HASH, types)
                        .orElseThrow(() -> Values.invalid("No Hash Key specified in schema.")),
                key(request.keySchema(), KeyType.RANGE, types).orElse(""),
                indexes,
                onDemand ? "PAY_PER_REQUEST" : "PROVISIONED",
                onDemand ? 0 : request.provisionedThroughput().readCapacityUnits(),
                onDemand ? 0 : request.provisionedThroughput().writeCapacityUnits(),
                "",
                context.now().toEpochMilli());
        checkIndexes(table);
        ports.store().write(tables -> {
            if (tables.targetResources(context.tenant())
                    .find(Table.KIND, table.name())
                    .isPresent()) {
                throw new ApiException("ResourceInUseException", "Table already exists: " + table.name());
            }
            tables.targetResources(context.tenant()).put(table.toResource());
            return table;
        });
        return CreateTableResponse.builder()
                .tableDescription(describe(table, context.tenant(), 0))
                .build();
    }

    private static void checkIndexes(Table table) {
        Set<String> used = new HashSet<>(table.keyNames());
        Set<String> names = new HashSet<>();
        for (Table.Index index : table.indexes()) {
            used.add(index.hash());
            used.add(index.range());
            if (!names.add(index.name())) {
                throw Values.invalid(
                        "One or more parameter values were invalid: Duplicate index name: " + index.name());
            }
            if (!index.isGlobal() && !index.hash().equals(table.hash())) {
                throw Values.invalid("One or more parameter values were invalid: Index KeySchema does not have the same"
                        + " leading hash key as table KeySchema for index: " + index.name());
            }
        }
        if (!used.containsAll(table.types().keySet())) {
            throw Values.invalid("One or more parameter values were invalid: Some AttributeDefinitions are not used."
                    + " AttributeDefinitions: " + table.types().keySet());
        }
    }

    private static Table.Index index(
            String name,
            boolean isGlobal,
            List<KeySchemaElement> schema,
            Projection projection,
            Map<String, String> types) {
        return new Table.Index(
                name,
                isGlobal,
                key(schema, KeyType.HASH, types)
                        .orElseThrow(() -> Values.invalid("No Hash Key specified in schema of index " + name + ".")),
                key(schema, KeyType.RANGE, types).orElse(""),
                Optional.ofNullable(projection.projectionTypeAsString()).orElse("ALL"),
                projection.nonKeyAttributes());
    }

    private static Optional<String> key(List<KeySchemaElement> schema, KeyType type, Map<String, String> types) {
        List<String> names = schema.stream()
                .filter(element -> element.keyType() == type)
                .map(KeySchemaElement::attributeName)
                .toList();
        if (names.size() > 1) {
            throw Values.invalid("Too many " + type + " keys specified in schema.");
        }
        names.forEach(name -> {
            if (!types.containsKey(name)) {
                throw Values.invalid("One or more parameter values were invalid: Some index key attributes are not"
                        + " defined in AttributeDefinitions. Keys: [" + name + "]");
            }
        });
        return names.stream().findFirst();
    }

    DescribeTableResponse describe(DescribeTableRequest request, CallContext context) {
        return ports.store().read(tables -> {
            Table table = table(tables, context.tenant(), request.tableName());
            long count = tables.dynamoItems(context.tenant()).count(table.name());
            return DescribeTableResponse.builder()
                    .table(describe(table, context.tenant(), count))
                    .build();
        });
    }

    private static TableDescription describe(Table table, Tenant tenant, long count) {
        String arn = ServiceArn.of("dynamodb", tenant, "table/" + table.name()).toString();
        TableDescription.Builder description = TableDescription.builder()
                .tableName(table.name())
                .tableId(table.id())
                .tableArn(arn)
                .tableStatus("ACTIVE")
                .creationDateTime(Instant.ofEpochMilli(table.createdAt()))
                .itemCount(count)
                .tableSizeBytes(0L)
                .keySchema(schema(table.hash(), table.range()))
                .attributeDefinitions(table.types().entrySet().stream()
                        .map(type -> AttributeDefinition.builder()
                                .attributeName(type.getKey())
                                .attributeType(type.getValue())
                                .build())
                        .toList())
                .provisionedThroughput(throughput(table));
        if (table.billing().equals("PAY_PER_REQUEST")) {
            description.billingModeSummary(
                    BillingModeSummary.builder().billingMode(table.billing()).build());
        }
        List<GlobalSecondaryIndexDescription> global = table.indexes().stream()
                .filter(Table.Index::isGlobal)
                .map(index -> GlobalSecondaryIndexDescription.builder()
                        .indexName(index.name())
                        .indexArn(arn + "/index/" + index.name())
                        .indexStatus("ACTIVE")
                        .keySchema(schema(index.hash(), index.range()))
                        .projection(projection(index))
                        .provisionedThroughput(throughput(table))
                        .build())
                .toList();
        List<LocalSecondaryIndexDescription> local = table.indexes().stream()
                .filter(index -> !index.isGlobal())
                .map(index -> LocalSecondaryIndexDescription.builder()
                        .indexName(index.name())
                        .indexArn(arn + "/index/" + index.name())
                        .keySchema(schema(index.hash(), index.range()))
                        .projection(projection(index))
                        .build())
                .toList();
        if (!global.isEmpty()) {
            description.globalSecondaryIndexes(global);
        }
        if (!local.isEmpty()) {
            description.localSecondaryIndexes(local);
        }
        return description.build();
    }

    private static ProvisionedThroughputDescription throughput(Table table) {
        return ProvisionedThroughputDescription.builder()
                .readCapacityUnits(table.readUnits())
                .writeCapacityUnits(table.writeUnits())
                .numberOfDecreasesToday(0L)
                .build();
    }

    private static Projection projection(Table.Index index) {
        Projection.Builder projection = Projection.builder().projectionType(index.projection());
        return index.included().isEmpty()
                ? projection.build()
                : projection.nonKeyAttributes(index.included()).build();
    }

    private static List<KeySchemaElement> schema(String hash, String range) {
        List<KeySchemaElement> schema = new ArrayList<>();
        schema.add(KeySchemaElement.builder()
                .attributeName(hash)
                .keyType(KeyType.HASH)
                .build());
        if (!range.isEmpty()) {
            schema.add(KeySchemaElement.builder()
                    .attributeName(range)
                    .keyType(KeyType.RANGE)
                    .build());
        }
        return schema;
    }

    ListTablesResponse list(ListTablesRequest request, CallContext context) {
        int limit = request.limit() == null ? MAX_PAGE : request.limit();
        Page<TargetResource> page = ports.store().read(tables -> tables.targetResources(context.tenant())
                .list(Table.KIND, "", Optional.ofNullable(request.exclusiveStartTableName()), limit));
        return ListTablesResponse.builder()
                .tableNames(page.items().stream().map(TargetResource::name).toList())
                .lastEvaluatedTableName(page.next().orElse(null))
                .build();
    }

    DeleteTableResponse delete(DeleteTableRequest request, CallContext context) {
        Table deleted = ports.store().write(tables -> {
            Table table = table(tables, context.tenant(), request.tableName());
            tables.targetResources(context.tenant()).delete(Table.KIND, table.name());
            tables.dynamoItems(context.tenant()).deleteAll(table.name());
            return table;
        });
        return DeleteTableResponse.builder()
                .tableDescription(describe(deleted, context.tenant(), 0).toBuilder()
                        .tableStatus("DELETING")
                        .build())
                .build();
    }

    UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request, CallContext context) {
        var wanted = request.timeToLiveSpecification();
        ports.store().write(tables -> {
            Table table = table(tables, context.tenant(), request.tableName());
            if (wanted.enabled() != table.ttlAttribute().isEmpty()) {
                throw Values.invalid("TimeToLive is already " + (wanted.enabled() ? "enabled" : "disabled"));
            }
            Table changed = table.withTtl(wanted.enabled() ? wanted.attributeName() : "");
            tables.targetResources(context.tenant()).put(changed.toResource());
            DynamoItemTable items = tables.dynamoItems(context.tenant());
            items.walk(
                            table.name(),
                            new DynamoItemTable.Walk(
                                    Optional.empty(), Optional.empty(), "", KeyText.END, true, Optional.empty()),
                            Instant.EPOCH,
                            ALL)
                    .forEach(item ->
                            items.setExpiry(table.name(), item.key(), changed.expiry(Values.fromJson(item.item()))));
            return changed;
        });
        return UpdateTimeToLiveResponse.builder()
                .timeToLiveSpecification(wanted)
                .build();
    }

    DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request, CallContext context) {
        Table table = ports.store().read(tables -> table(tables, context.tenant(), request.tableName()));
        TimeToLiveDescription.Builder description = TimeToLiveDescription.builder()
                .timeToLiveStatus(
                        table.ttlAttribute().isEmpty() ? TimeToLiveStatus.DISABLED : TimeToLiveStatus.ENABLED);
        return DescribeTimeToLiveResponse.builder()
                .timeToLiveDescription(
                        table.ttlAttribute().isEmpty()
                                ? description.build()
                                : description
                                        .attributeName(table.ttlAttribute())
                                        .build())
                .build();
    }
}
