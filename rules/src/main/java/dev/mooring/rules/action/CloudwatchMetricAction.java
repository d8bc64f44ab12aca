package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * Puts one value of a metric, without dimensions. The result of the statement is not used.
 *
 * @param metricTimestamp seconds since 1970
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/cloudwatch-metrics-rule-action.html">AWS:
 *     CloudWatch metrics action</a>
 */
record CloudwatchMetricAction(
        Template metricNamespace,
        Template metricName,
        Template metricValue,
        Template metricUnit,
        Optional<Template> metricTimestamp)
        implements TargetAction {
    static final String KIND = "cloudwatchMetric";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "CloudwatchMetricAction", "Metric", "metricName", "put CloudWatch metric");
    private static final List<String> UNITS = List.of(
            "Seconds",
            "Microseconds",
            "Milliseconds",
            "Bytes",
            "Kilobytes",
            "Megabytes",
            "Gigabytes",
            "Terabytes",
            "Bits",
            "Kilobits",
            "Megabits",
            "Gigabits",
            "Terabits",
            "Percent",
            "Count",
            "Bytes/Second",
            "Kilobytes/Second",
            "Megabytes/Second",
            "Gigabytes/Second",
            "Terabytes/Second",
            "Bits/Second",
            "Kilobits/Second",
            "Megabits/Second",
            "Gigabits/Second",
            "Terabits/Second",
            "Count/Second",
            "None");

    static CloudwatchMetricAction parse(Parameters parameters) throws InvalidRuleException {
        parameters.requiredText("roleArn");
        CloudwatchMetricAction action = new CloudwatchMetricAction(
                parameters.requiredTemplate("metricNamespace"),
                parameters.requiredTemplate("metricName"),
                parameters.requiredTemplate("metricValue"),
                parameters
                        .choiceTemplate("metricUnit", UNITS)
                        .orElseThrow(() -> parameters.invalid("metricUnit", "is required")),
                parameters.template("metricTimestamp"));
        try {
            if (action.metricValue.isLiteral()) {
                number("metricValue", action.metricValue.text());
            }
            if (action.metricTimestamp.isPresent()
                    && action.metricTimestamp.get().isLiteral()) {
                instant(action.metricTimestamp.get().text());
            }
        } catch (UndeliverableException always) {
            throw new InvalidRuleException(parameters.where() + ": " + always.reason());
        }
        return action;
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return metricName;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.concat(Stream.of(metricNamespace, metricName, metricValue, metricUnit), metricTimestamp.stream());
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        String namespace = filling.text("metricNamespace", metricNamespace);
        String unit = filling.text("metricUnit", metricUnit);
        if (!UNITS.contains(unit)) {
            throw UndeliverableException.forGood("metricUnit: " + Parameters.notOneOf(unit, UNITS));
        }
        Optional<String> timestamp = filling.text("metricTimestamp", metricTimestamp);
        MetricDatum datum = MetricDatum.builder()
                .metricName(resource)
                .value(number("metricValue", filling.text("metricValue", metricValue))
                        .doubleValue())
                .unit(unit)
                .timestamp(
                        timestamp.isPresent()
                                ? instant(timestamp.get())
                                : ports.clock().instant())
                .build();
        return Delivery.bySdk(() -> ports.clients()
                        .get(
                                input.tenant(),
                                TargetService.CLOUDWATCH,
                                CloudWatchClient.class,
                                CloudWatchClient::builder)
                        .putMetricData(put -> put.namespace(namespace).metricData(datum)))
                .with("Namespace: " + namespace);
    }

    private static BigDecimal number(String name, String text) throws UndeliverableException {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException notANumber) {
            throw UndeliverableException.forGood(name + ": '" + text + "' is not a number");
        }
    }

    private static Instant instant(String seconds) throws UndeliverableException {
        try {
            BigDecimal millis = number("metricTimestamp", seconds).movePointRight(3);
            return Instant.ofEpochMilli(millis.setScale(0, RoundingMode.DOWN).longValueExact());
        } catch (ArithmeticException | DateTimeException tooLarge) {
            throw UndeliverableException.forGood(
                    "metricTimestamp: '" + seconds + "' is not a number of seconds since 1970");
        }
    }
}
