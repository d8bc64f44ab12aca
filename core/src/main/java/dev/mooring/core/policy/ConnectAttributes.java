package dev.mooring.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What only {@code iot:Connect} conditions see: {@code iot:ConnectAttributes} and {@code iot:LastWillTopic}. Use as
 * {@code new ConnectAttributes(…).orElse(connectionVariables)}.
 *
 * @param persistent the session outlives the connection
 * @param lastWillTopicArn {@code topic/…} ARN of the Will, when there is one
 */
public record ConnectAttributes(boolean persistent, Optional<String> lastWillTopicArn) implements PolicyVariables {
    @Override
    public List<String> values(VariableName name) {
        return switch (name.key()) {
            case "iot:connectattributes" -> {
                List<String> attributes = new ArrayList<>();
                if (persistent) {
                    attributes.add("PersistentConnect");
                }
                if (lastWillTopicArn.isPresent()) {
                    attributes.add("LastWill");
                }
                yield attributes;
            }
            case "iot:lastwilltopic" -> lastWillTopicArn.stream().toList();
            default -> List.of();
        };
    }
}
