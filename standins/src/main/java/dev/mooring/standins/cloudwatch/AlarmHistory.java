package dev.mooring.standins.cloudwatch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import tools.jackson.databind.node.ObjectNode;

/** What happened to alarms: kept for 30 days, in one log for an account and region. */
record AlarmHistory(Sequence sequence) {
    static final String LOG = "cloudwatch.history";
    private static final Duration KEPT = Duration.ofDays(30);

    /** @param data JSON */
    record Item(String alarm, String type, String summary, String data) {}

    void configured(Tables tables, Tenant tenant, Alarm alarm, String verb, Instant now) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("version", "1.0").put("type", verb);
        append(
                tables,
                tenant,
                new Item(
                        alarm.name(),
                        HistoryItemType.CONFIGURATION_UPDATE.toString(),
                        "Alarm \"" + alarm.name() + "\" " + verb.toLowerCase(java.util.Locale.ROOT) + "d",
                        Json.write(data)),
                now);
    }

    void changed(Tables tables, Tenant tenant, Alarm alarm, AlarmState previous, Instant now) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("version", "1.0");
        data.set("oldState", state(previous));
        data.set("newState", state(alarm.state()));
        append(
                tables,
                tenant,
                new Item(
                        alarm.name(),
                        HistoryItemType.STATE_UPDATE.toString(),
                        "Alarm updated from " + previous.value() + " to "
                                + alarm.state().value(),
                        Json.write(data)),
                now);
    }

    private static ObjectNode state(AlarmState state) {
        return Json.MAPPER
                .createObjectNode()
                .put("stateValue", state.value().name())
                .put("stateReason", state.reason());
    }

    /** @param failure empty when the action was taken */
    void acted(Tables tables, Tenant tenant, String alarm, String action, String failure, Instant now) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("actionState", failure.isEmpty() ? "Succeeded" : "Failed").put("notificationResource", action);
        if (!failure.isEmpty()) {
            data.put("error", failure);
        }
        append(
                tables,
                tenant,
                new Item(
                        alarm,
                        HistoryItemType.ACTION.toString(),
                        (failure.isEmpty() ? "Successfully executed action " : "Failed to execute action ") + action,
                        Json.write(data)),
                now);
    }

    private void append(Tables tables, Tenant tenant, Item item, Instant now) {
        tables.targetLog(tenant).deleteBefore(LOG, now.minus(KEPT));
        tables.targetLog(tenant).append(LOG, new TargetLogEntry(sequence.next(), now, Json.write(item)));
    }
}
