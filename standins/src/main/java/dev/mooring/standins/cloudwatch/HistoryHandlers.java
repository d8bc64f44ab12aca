package dev.mooring.standins.cloudwatch;

import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.TargetLogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** What happened to alarms, newest first unless asked otherwise; a token is the place in the log. */
record HistoryHandlers(StandInPorts ports) {
    private static final int PAGE = 100;

    DescribeAlarmHistoryResponse describe(DescribeAlarmHistoryRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        boolean ascending = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING;
        int limit = request.maxRecords() == null ? PAGE : request.maxRecords();
        String what = "DescribeAlarmHistory " + tenant + request.alarmName() + request.historyItemTypeAsString()
                + request.startDate() + request.endDate() + request.scanByAsString();
        long position = Optional.ofNullable(request.nextToken())
                .map(token -> ports.tokens()
                        .position(what, token)
                        .map(Long::parseLong)
                        .orElseThrow(AlarmHandlers::badToken))
                .orElse(ascending ? -1 : Long.MAX_VALUE);
        List<AlarmHistoryItem> items = new ArrayList<>();
        boolean hasMore = true;
        while (hasMore && items.size() < limit) {
            long from = position;
            List<TargetLogEntry> entries = ports.store()
                    .read(tables -> ascending
                            ? tables.targetLog(tenant).after(AlarmHistory.LOG, from, PAGE)
                            : tables.targetLog(tenant).before(AlarmHistory.LOG, from, PAGE));
            hasMore = entries.size() == PAGE;
            for (TargetLogEntry entry : entries) {
                position = entry.position();
                item(request, entry).ifPresent(items::add);
                if (items.size() == limit) {
                    hasMore = true;
                    break;
                }
            }
        }
        return DescribeAlarmHistoryResponse.builder()
                .alarmHistoryItems(items)
                .nextToken(hasMore ? ports.tokens().issue(what, Long.toString(position)) : null)
                .build();
    }

    private static Optional<AlarmHistoryItem> item(DescribeAlarmHistoryRequest request, TargetLogEntry entry) {
        AlarmHistory.Item item = Json.read(entry.body(), AlarmHistory.Item.class);
        boolean isWanted = (request.alarmName() == null || request.alarmName().equals(item.alarm()))
                && (request.historyItemType() == null
                        || request.historyItemTypeAsString().equals(item.type()))
                && (request.startDate() == null || !entry.time().isBefore(request.startDate()))
                && (request.endDate() == null || entry.time().isBefore(request.endDate()))
                && (request.alarmTypes().isEmpty() || request.alarmTypes().contains(AlarmType.METRIC_ALARM));
        return isWanted
                ? Optional.of(AlarmHistoryItem.builder()
                        .alarmName(item.alarm())
                        .alarmType(AlarmType.METRIC_ALARM)
                        .timestamp(entry.time())
                        .historyItemType(item.type())
                        .historySummary(item.summary())
                        .historyData(item.data())
                        .build())
                : Optional.empty();
    }
}
