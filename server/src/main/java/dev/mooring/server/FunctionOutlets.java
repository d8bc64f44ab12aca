package dev.mooring.server;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.lambda.EventDestinations;
import dev.mooring.lambda.log.LogDelivery;
import dev.mooring.standins.StandIns;
import dev.mooring.standins.logs.LogWriter;
import dev.mooring.standins.sqs.Queues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where functions' logs and the records of their events go: to the stand-ins, which are made after Lambda because they
 * invoke functions themselves.
 */
final class FunctionOutlets implements EventDestinations, LogDelivery {
    private volatile @Nullable StandIns standIns;

    void become(StandIns made) {
        standIns = made;
    }

    @Override
    public Optional<String> deliver(
            Tenant tenant, String targetArn, String message, Map<String, EventDestinations.Attribute> attributes) {
        StandIns target = standIns;
        if (target == null) {
            return Optional.of("the server is starting");
        }
        try {
            if (targetArn.contains(":sns:")) {
                target.topics().publish(tenant, targetArn, Optional.empty(), message);
            } else {
                Map<String, Queues.Attribute> values = new HashMap<>();
                attributes.forEach(
                        (name, value) -> values.put(name, new Queues.Attribute(value.type(), value.value())));
                target.queues().deliver(tenant, targetArn, message, values, Optional.empty(), Optional.empty());
            }
            return Optional.empty();
        } catch (ApiException e) {
            return Optional.of(e.error() + ": " + e.getMessage());
        }
    }

    @Override
    public void deliver(LogDelivery.Stream stream, List<LogDelivery.Line> lines) {
        StandIns target = standIns;
        if (target != null) {
            target.logs()
                    .write(
                            stream.tenant(),
                            stream.group(),
                            stream.name(),
                            lines.stream()
                                    .map(line -> new LogWriter.Event(line.time(), line.text()))
                                    .toList());
        }
    }
}
