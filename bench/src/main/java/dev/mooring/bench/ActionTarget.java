package dev.mooring.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a rule delivers to, and how one sees from outside that a message has arrived. */
interface ActionTarget {
    String title();

    /** Makes the target and gives the action that delivers to it, as JSON. */
    String create(BenchApi api);

    /** Whether the message with this id has arrived. Asked often. */
    boolean has(BenchApi api, String id);

    record Sqs() implements ActionTarget {
        private static final String URL = "http://localhost/000000000000/bench";

        @Override
        public String title() {
            return "SQS";
        }

        @Override
        public String create(BenchApi api) {
            api.json(
                    "sqs",
                    "AmazonSQS.CreateQueue",
                    "{\"QueueName\":\"bench\",\"Attributes\":{\"VisibilityTimeout\":\"3600\"}}");
            return "{\"sqs\":{\"queueUrl\":\"" + URL + "\",\"roleArn\":\"" + ActionsBenchmark.ROLE + "\"}}";
        }

        @Override
        public boolean has(BenchApi api, String id) {
            return api.json("sqs", "AmazonSQS.ReceiveMessage", "{\"QueueUrl\":\"" + URL + "\",\"WaitTimeSeconds\":1}")
                    .contains(id + "\\\"");
        }
    }

    record DynamoDb() implements ActionTarget {
        @Override
        public String title() {
            return "DynamoDB (`dynamoDBv2`)";
        }

        @Override
        public String create(BenchApi api) {
            api.json(
                    "dynamodb",
                    "DynamoDB_20120810.CreateTable",
                    "{\"TableName\":\"bench\",\"BillingMode\":\"PAY_PER_REQUEST\",\"KeySchema\":[{\"AttributeName\":\"id\","
                            + "\"KeyType\":\"HASH\"}],\"AttributeDefinitions\":[{\"AttributeName\":\"id\","
                            + "\"AttributeType\":\"S\"}]}");
            return "{\"dynamoDBv2\":{\"putItem\":{\"tableName\":\"bench\"},\"roleArn\":\"" + ActionsBenchmark.ROLE
                    + "\"}}";
        }

        @Override
        public boolean has(BenchApi api, String id) {
            return api.json(
                            "dynamodb",
                            "DynamoDB_20120810.GetItem",
                            "{\"TableName\":\"bench\",\"ConsistentRead\":true,\"Key\":{\"id\":{\"S\":\"" + id + "\"}}}")
                    .contains("Item");
        }
    }

    record S3() implements ActionTarget {
        @Override
        public String title() {
            return "S3";
        }

        @Override
        public String create(BenchApi api) {
            api.rest("PUT", "s3", "/bench", "");
            return "{\"s3\":{\"bucketName\":\"bench\",\"key\":\"${id}\",\"roleArn\":\"" + ActionsBenchmark.ROLE
                    + "\"}}";
        }

        @Override
        public boolean has(BenchApi api, String id) {
            return api.get("s3", "/bench/" + id);
        }
    }

    /** @param directory where the function leaves a file for each event */
    record Lambda(Path directory, String name) implements ActionTarget {
        @Override
        public String title() {
            return "Lambda (Node.js)";
        }

        @Override
        public String create(BenchApi api) {
            String code = "const fs = require('fs');\nexports.handler = async (event) => { fs.writeFileSync('"
                    + directory + "/' + event.id, ''); };\n";
            api.rest(
                    "POST",
                    "lambda",
                    "/2015-03-31/functions",
                    "{\"FunctionName\":\"" + name
                            + "\",\"Runtime\":\"nodejs22.x\",\"Handler\":\"index.handler\",\"Role\":\""
                            + ActionsBenchmark.ROLE + "\",\"Code\":{\"ZipFile\":\"" + zip(code) + "\"}}");
            api.rest(
                    "POST",
                    "lambda",
                    "/2015-03-31/functions/" + name + "/policy",
                    "{\"StatementId\":\"iot\",\"Action\":\"lambda:InvokeFunction\",\"Principal\":\"iot.amazonaws.com\"}");
            return "{\"lambda\":{\"functionArn\":\"arn:aws:lambda:us-east-1:000000000000:function:" + name + "\"}}";
        }

        @Override
        public boolean has(BenchApi api, String id) {
            return Files.exists(directory.resolve(id));
        }

        private static String zip(String code) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.putNextEntry(new ZipEntry("index.js"));
                zip.write(code.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
    }
}
