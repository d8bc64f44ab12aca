package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** State machines and detectors that are under way when the server is killed, with the unmodified AWS CLI. */
class MachinesTest {
    private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:";
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void needsTheAwsCli() {
        Assumptions.assumeTrue(Shell.has("aws"), "SKIPPED: no AWS CLI on this machine");
    }

    private static void machine(Aws aws, String name, String type, String state) throws IOException {
        Files.writeString(
                directory.resolve(name + ".json"), "{\"StartAt\": \"A\", \"States\": {\"A\": " + state + "}}");
        aws.json(
                "stepfunctions",
                "create-state-machine",
                "--name",
                name,
                "--type",
                type,
                "--role-arn",
                ROLE,
                "--definition",
                "file://" + name + ".json");
    }

    private static String start(Aws aws, String name, String input) {
        return aws.json("stepfunctions", "start-execution", "--state-machine-arn", MACHINE + name, "--input", input)
                .path("executionArn")
                .stringValue();
    }

    private static JsonNode describe(Aws aws, String execution) {
        return aws.json("stepfunctions", "describe-execution", "--execution-arn", execution);
    }

    private static JsonNode detector(Aws aws) {
        return aws.json("iotevents-data", "describe-detector", "--detector-model-name", "doors");
    }

    private static void door(Aws aws) throws IOException {
        Files.writeString(directory.resolve("doors.json"), """
                {"initialStateName": "Shut", "states": [
                  {"stateName": "Shut", "onInput": {"transitionEvents": [
                    {"eventName": "opened", "condition": "$input.Door.open", "nextState": "Open", "actions": [
                      {"setTimer": {"timerName": "long", "durationExpression": "5"}}]}]}},
                  {"stateName": "Open", "onInput": {"transitionEvents": [
                    {"eventName": "forgotten", "condition": "timeout(\\"long\\")", "nextState": "Forgotten"}]}},
                  {"stateName": "Forgotten"}]}""");
        Files.writeString(directory.resolve("door.json"), """
                [{"messageId": "1", "detectorModelName": "doors", "state":
                  {"stateName": "Open", "variables": [], "timers": [{"name": "long", "seconds": 5}]}}]""");
        aws.json(
                "iotevents",
                "create-input",
                "--input-name",
                "Door",
                "--input-definition",
                "attributes=[{jsonPath=open}]");
        aws.json(
                "iotevents",
                "create-detector-model",
                "--detector-model-name",
                "doors",
                "--role-arn",
                ROLE,
                "--detector-model-definition",
                "file://doors.json");
        aws.json("iotevents-data", "batch-update-detector", "--detectors", "file://door.json");
    }

    @Test
    void whatIsUnderWayGoesOnAfterKillNine() throws IOException {
        try (Mooring server = Mooring.start(directory.resolve("data"))) {
            Aws aws = Aws.of(server, directory);
            machine(aws, "waits", "STANDARD", "{\"Type\": \"Wait\", \"Seconds\": 5, \"End\": true}");
            machine(aws, "echoes", "EXPRESS", "{\"Type\": \"Pass\", \"End\": true}");
            JsonNode echo = aws.json(
                    "stepfunctions",
                    "start-sync-execution",
                    "--state-machine-arn",
                    MACHINE + "echoes",
                    "--input",
                    "{\"a\": 1}");
            assertThat(echo.path("output").stringValue()).isEqualTo("{\"a\":1}");
            door(aws);
            String execution = start(aws, "waits", "{\"x\": 1}");
            server.killNow();
            try (Mooring again = server.restart()) {
                Aws after = Aws.of(again, directory);
                Await.until(
                        () -> describe(after, execution)
                                .path("status")
                                .stringValue()
                                .equals("SUCCEEDED"),
                        () -> "the execution is " + describe(after, execution));
                assertThat(describe(after, execution).path("output").stringValue())
                        .isEqualTo("{\"x\":1}");
                Await.until(
                        () -> detector(after)
                                .at("/detector/state/stateName")
                                .stringValue()
                                .equals("Forgotten"),
                        () -> "the detector is " + detector(after));
            }
        }
    }
}
