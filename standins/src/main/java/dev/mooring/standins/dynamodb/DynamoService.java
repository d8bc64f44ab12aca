package dev.mooring.standins.dynamodb;

import dev.mooring.api.AwsService;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.AwsJson;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** Which operations of Amazon DynamoDB are built, and by what. */
public final class DynamoService {
    private DynamoService() {}

    public static AwsService of(StandInPorts ports) {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("dynamodb"),
                        false,
                        List.of("models/dynamodb-2012-08-10-model.json"),
                        List.of(AwsJson::version10),
                        new AwsService.Refusals(
                                "ValidationException", "SerializationException", "UnknownOperationException")),
                operations -> register(operations, ports));
    }

    private static void register(Operations operations, StandInPorts ports) {
        TableHandlers tables = new TableHandlers(ports);
        ItemHandlers items = new ItemHandlers(ports);
        QueryHandlers queries = new QueryHandlers(ports);
        BatchHandlers batches = new BatchHandlers(ports);
        operations
                .on("CreateTable", CreateTableRequest::builder, tables::create)
                .on("DescribeTable", DescribeTableRequest::builder, tables::describe)
                .on("ListTables", ListTablesRequest::builder, tables::list)
                .on("DeleteTable", DeleteTableRequest::builder, tables::delete)
                .on("UpdateTimeToLive", UpdateTimeToLiveRequest::builder, tables::updateTimeToLive)
                .on("DescribeTimeToLive", DescribeTimeToLiveRequest::builder, tables::describeTimeToLive)
                .on("PutItem", PutItemRequest::builder, items::put)
                .on("GetItem", GetItemRequest::builder, items::get)
                .on("UpdateItem", UpdateItemRequest::builder, items::update)
                .on("DeleteItem", DeleteItemRequest::builder, items::delete)
                .on("Query", QueryRequest::builder, queries::query)
                .on("Scan", ScanRequest::builder, queries::scan)
                .on("BatchGetItem", BatchGetItemRequest::builder, batches::get)
                .on("BatchWriteItem", BatchWriteItemRequest::builder, batches::write);
    }
}
