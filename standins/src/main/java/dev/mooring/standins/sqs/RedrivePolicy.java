package dev.mooring.standins.sqs;

import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where messages go that were received too often.
 *
 * @param maxReceiveCount from 1 to 1000
 */
record RedrivePolicy(ServiceArn deadLetterTarget, int maxReceiveCount) {
    private static final int MAX = 1000;

    /** Empty when the text is no redrive policy. Some clients write the number as text. */
    static Optional<RedrivePolicy> parse(String json) {
        try {
            JsonNode node = Json.MAPPER.readTree(json);
            int count = node.path("maxReceiveCount").asInt(0);
            return ServiceArn.parse(node.path("deadLetterTargetArn").asString(""))
                    .filter(arn -> arn.service().equals("sqs") && count >= 1 && count <= MAX)
                    .map(arn -> new RedrivePolicy(arn, count));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static Optional<RedrivePolicy> of(Queue queue) {
        return Optional.ofNullable(queue.attributes().get("RedrivePolicy")).flatMap(RedrivePolicy::parse);
    }
}
