package dev.mooring.standins.cloudwatch;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.sns.SnsService;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the actions of alarms: a message to a topic, an event to a function. They are written down with the change of
 * state and forgotten when they are taken, so that a crash in between repeats rather than loses them.
 */
final class AlarmActions {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmActions.class);
    private static final String PENDING = "cloudwatch.actions";
    /** As whom alarms invoke functions; their resource policies must let it. */
    private static final String PRINCIPAL = "lambda.alarms.cloudwatch.amazonaws.com";

    private final StandInPorts ports;
    private final SnsService sns;
    private final AlarmHistory history;
    private final Sequence sequence;

    AlarmActions(StandInPorts ports, SnsService sns, AlarmHistory history, Sequence sequence) {
        this.ports = ports;
        this.sns = sns;
        this.history = history;
        this.sequence = sequence;
    }

    /** What is to be sent where; a topic receives the subject and the message, a function the event. */
    record Pending(String alarm, String alarmArn, String action, String subject, String body) {}

    /** Whether there is something behind an ARN that an alarm may call. */
    static boolean isBuilt(String action) {
        return ServiceArn.parse(action)
                .filter(arn -> arn.service().equals("sns")
                        || (arn.service().equals("lambda") && arn.resource().startsWith("function:")))
                .isPresent();
    }

    /** To be called in the transaction that changes the state. */
    List<TargetLogEntry> write(Tables tables, Tenant tenant, Alarm alarm, AlarmState previous, Instant now) {
        List<TargetLogEntry> entries = new ArrayList<>();
        if (alarm.actionsEnabled()) {
            AlarmNotice notice = new AlarmNotice(tenant, alarm, previous);
            for (String action : alarm.actionsFor(alarm.state().value())) {
                Pending pending = new Pending(
                        alarm.name(),
                        alarm.arn(tenant),
                        action,
                        notice.subject(),
                        isTopic(action) ? notice.message() : notice.event());
                TargetLogEntry entry = new TargetLogEntry(sequence.next(), now, Json.write(pending));
                tables.targetLog(tenant).append(PENDING, entry);
                entries.add(entry);
            }
        }
        return entries;
    }

    private static boolean isTopic(String action) {
        return ServiceArn.parse(action)
                .filter(arn -> arn.service().equals("sns"))
                .isPresent();
    }

    void take(Tenant tenant, List<TargetLogEntry> entries) {
        for (TargetLogEntry entry : entries) {
            Pending pending = Json.read(entry.body(), Pending.class);
            String failure = isTopic(pending.action()) ? toTopic(tenant, pending) : toFunction(tenant, pending);
            if (!failure.isEmpty()) {
                LOG.warn("Alarm {} could not call {}: {}", pending.alarm(), pending.action(), failure);
            }
            ports.store().write(tables -> {
                history.acted(
                        tables,
                        tenant,
                        pending.alarm(),
                        pending.action(),
                        failure,
                        ports.clock().instant());
                tables.targetLog(tenant).delete(PENDING, entry.position());
                return true;
            });
        }
    }

    /** Takes what an earlier run of the server did not get to. */
    void resume(Tenant tenant) {
        take(tenant, ports.store().read(tables -> tables.targetLog(tenant).after(PENDING, -1, Integer.MAX_VALUE)));
    }

    private String toTopic(Tenant tenant, Pending pending) {
        try {
            sns.publish(tenant, pending.action(), Optional.of(pending.subject()), pending.body());
            return "";
        } catch (ApiException e) {
            return e.error() + ": " + e.getMessage();
        }
    }

    private String toFunction(Tenant tenant, Pending pending) {
        FunctionPort.Answer answer = ports.functions()
                .accept(
                        tenant,
                        pending.action(),
                        pending.body().getBytes(StandardCharsets.UTF_8),
                        new FunctionPort.Source(PRINCIPAL, pending.alarmArn()));
        return switch (answer) {
            case FunctionPort.Answer.Succeeded accepted -> "";
            case FunctionPort.Answer.Failed failed -> failed.error() + ": " + failed.cause();
            case FunctionPort.Answer.Refused refused -> refused.error() + ": " + refused.why();
        };
    }
}
