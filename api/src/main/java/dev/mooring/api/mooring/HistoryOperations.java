package dev.mooring.api.mooring;

import dev.mooring.api.CallContext;
import dev.mooring.api.mooring.MooringApi.JsonOperation;
import dev.mooring.api.mooring.MooringApi.Request;
import dev.mooring.api.mooring.MooringApi.Route;
import dev.mooring.core.metering.Bill;
import dev.mooring.core.metering.Meter;
import dev.mooring.core.metering.Prices;
import dev.mooring.core.metering.Usage;
import dev.mooring.core.metering.UsagePeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /mooring/history}: traffic over the last minutes to weeks; {@code GET /mooring/bill}: its price at AWS. */
public final class HistoryOperations {
    /** So many minutes, if nothing is said. */
    static final int DEFAULT_MINUTES = 60;

    static final int MAX_MINUTES = (int) UsageHistory.LENGTH.toMinutes();
    /** Of one answer. */
    static final int MAX_PERIODS = 1500;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final UsageHistory history;

    public HistoryOperations(UsageHistory history) {
        this.history = history;
    }

    public Map<Route, JsonOperation> routes() {
        return Map.of(
                new Route("GET", "/mooring/history"), this::history, new Route("GET", "/mooring/bill"), this::bill);
    }

    /** Of each period what is not zero, by {@link Meter#member()}; periods without any are left out. */
    private JsonNode history(Request request, CallContext context) {
        int minutes = number(request, "minutes", DEFAULT_MINUTES, MAX_MINUTES);
        int step = number(request, "stepMinutes", 1, MAX_MINUTES);
        if (minutes / step > MAX_PERIODS) {
            throw JsonBody.invalid("minutes divided by stepMinutes must be at most " + MAX_PERIODS);
        }
        Duration length = Duration.ofMinutes(step);
        // The first period is whole.
        Instant earliest = context.now().minus(Duration.ofMinutes(minutes));
        Instant from =
                Instant.ofEpochMilli(Math.floorDiv(earliest.toEpochMilli(), length.toMillis()) * length.toMillis());
        ObjectNode answer = JSON.createObjectNode()
                .put("from", from.toEpochMilli())
                .put("to", context.now().toEpochMilli())
                .put("stepMinutes", step)
                .put("connections", history.connections(context.tenant()));
        ArrayNode periods = answer.putArray("periods");
        for (UsagePeriod period : UsagePeriod.merge(history.since(context.tenant(), from), length)) {
            ObjectNode node = periods.addObject().put("start", period.start().toEpochMilli());
            write(period.usage(), node);
        }
        return answer;
    }

    private static void write(Usage usage, ObjectNode node) {
        for (Meter meter : Meter.values()) {
            if (usage.get(meter) != 0) {
                node.put(meter.member(), usage.get(meter));
            }
        }
    }

    private JsonNode bill(Request request, CallContext context) {
        int minutes = number(request, "minutes", DEFAULT_MINUTES, MAX_MINUTES);
        List<UsagePeriod> periods =
                history.since(context.tenant(), context.now().minus(Duration.ofMinutes(minutes)));
        Bill bill = Bill.of(UsagePeriod.total(periods), Duration.ofMinutes(minutes));
        ObjectNode answer = JSON.createObjectNode()
                .put("minutes", minutes)
                .put("monthMinutes", Bill.MONTH.toMinutes())
                .put("currency", "USD")
                .put("region", Prices.REGION)
                .put("pricesNotedOn", Prices.NOTED_ON.toString())
                .put("pricesComparedWithAws", Prices.COMPARED_WITH_AWS)
                .put("dollars", bill.dollars());
        ArrayNode lines = answer.putArray("lines");
        bill.lines().forEach(line -> write(line, lines.addObject()));
        return answer;
    }

    private static void write(Bill.Line line, ObjectNode node) {
        node.put("item", line.item().key())
                .put("measured", line.measured())
                .put("perMonth", line.perMonth())
                .put("dollars", line.dollars());
        ObjectNode parts = node.putObject("parts");
        line.parts().forEach((meter, amount) -> parts.put(meter.member(), amount));
        ArrayNode charges = node.putArray("charges");
        line.charges().forEach(charge -> charges.addObject()
                .put("quantity", charge.quantity())
                .put("dollarsPerMillion", charge.dollarsPerMillion())
                .put("dollars", charge.dollars()));
    }

    private static int number(Request request, String name, int otherwise, int max) {
        String text = request.parameter(name).orElse(Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like one out of range.
        }
        throw JsonBody.invalid(name + " must be a whole number from 1 to " + max);
    }
}
