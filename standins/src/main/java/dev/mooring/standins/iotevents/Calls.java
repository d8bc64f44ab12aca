package dev.mooring.standins.iotevents;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceCalls;
import dev.mooring.standins.StandInPorts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Makes the calls that actions came to. */
record Calls(StandInPorts ports, ServiceCalls services) {
    /** Why it failed, if it did. */
    Optional<String> perform(Detectors detectors, Tenant tenant, Outgoing call) throws InterruptedException {
        JsonNode parameters = call.parameters();
        try {
            switch (call.service()) {
                case "iot" ->
                    ports.messages()
                            .publish(
                                    tenant,
                                    parameters.path("topic").asString(""),
                                    bytes(parameters.path("payload").asString("")));
                case "lambda" -> {
                    return invoke(tenant, parameters);
                }
                case "iotevents" ->
                    detectors.put(
                            tenant,
                            new Trigger.Message(
                                    parameters.path("inputName").asString(""),
                                    UUID.randomUUID().toString(),
                                    Json.MAPPER.readTree(
                                            parameters.path("payload").asString(""))));
                default ->
                    services.call(
                            tenant, call.service(), call.action(), parameters, ModelResource.arn(tenant, call.model()));
            }
            return Optional.empty();
        } catch (ApiException e) {
            return Optional.of(e.error() + ": " + e.getMessage());
        } catch (JacksonException e) {
            return Optional.of("the payload is not JSON");
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> invoke(Tenant tenant, JsonNode parameters) throws InterruptedException {
        FunctionPort.Answer answer = ports.functions()
                .invoke(
                        tenant,
                        parameters.path("FunctionName").asString(""),
                        bytes(parameters.path("Payload").asString("")));
        return switch (answer) {
            case FunctionPort.Answer.Succeeded succeeded -> Optional.empty();
            case FunctionPort.Answer.Failed failed -> Optional.of(failed.error() + ": " + failed.cause());
            case FunctionPort.Answer.Refused refused -> Optional.of(refused.error() + ": " + refused.why());
        };
    }
}
