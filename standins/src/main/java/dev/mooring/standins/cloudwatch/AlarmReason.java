package dev.mooring.standins.cloudwatch;

import dev.mooring.standins.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Why an alarm is in its state, in AWS's sentences and in its JSON. */
final class AlarmReason {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private AlarmReason() {}

    /** A time with milliseconds and the offset as {@code +0000}. */
    static String iso(Instant time) {
        return ISO.format(time);
    }

    static String text(Alarm alarm, AlarmEvaluation.Result result) {
        AlarmEvaluation evaluation = alarm.evaluation();
        if (result.state() == AlarmState.Value.INSUFFICIENT_DATA) {
            return "Insufficient Data: " + counted(result.filled(), "datapoint")
                    + (result.filled() == 1 ? " was unknown." : " were unknown.");
        }
        boolean isAlarm = result.state() == AlarmState.Value.ALARM;
        String filled = result.filled() > 0 && evaluation.missing() != MissingData.MISSING
                ? counted(result.filled(), "missing datapoint")
                        + (result.filled() == 1 ? " was" : " were")
                        + " treated as [" + evaluation.missing().words() + "]"
                : "";
        if (result.data().isEmpty()) {
            return "Threshold Crossed: no datapoints were received for "
                    + counted(evaluation.evaluationPeriods(), "period") + " and " + filled + ".";
        }
        int telling = isAlarm ? result.breaching() : result.data().size() - result.breaching();
        return "Threshold Crossed: " + telling + " out of the last "
                + counted(result.data().size(), "datapoint")
                + " " + result.data() + (telling == 1 ? " was " : " were ") + (isAlarm ? "" : "not ")
                + evaluation.comparison().words()
                + " (" + evaluation.threshold() + ")" + (filled.isEmpty() ? "" : " and " + filled)
                + " (minimum " + counted(isAlarm ? evaluation.datapointsToAlarm() : least(evaluation), "datapoint")
                + " for " + (isAlarm ? "OK -> ALARM" : "ALARM -> OK") + " transition).";
    }

    private static int least(AlarmEvaluation evaluation) {
        return evaluation.evaluationPeriods() - evaluation.datapointsToAlarm() + 1;
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String data(Alarm alarm, List<Double> recent, Instant now) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("version", "1.0");
        data.put("queryDate", iso(now));
        alarm.watched().stat().ifPresent(stat -> data.put("statistic", stat.statistic()));
        data.put("period", alarm.periodSeconds());
        ArrayNode values = data.putArray("recentDatapoints");
        recent.forEach(values::add);
        data.put("threshold", alarm.threshold());
        return Json.write(data);
    }
}
