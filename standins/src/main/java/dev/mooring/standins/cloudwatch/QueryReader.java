package dev.mooring.standins.cloudwatch;

import dev.mooring.standins.cloudwatch.math.Expression;
import dev.mooring.standins.cloudwatch.math.MathException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/** Queries as requests have them, checked. */
final class QueryReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]{0,254}");
    private static final Set<Integer> SHORT_PERIODS = Set.of(1, 5, 10, 20, 30);
    private static final int DAY = 86_400;

    private QueryReader() {}

    /** @throws dev.mooring.api.ApiException ValidationError or InvalidParameterValueException, naming the query */
    static List<Query> read(List<MetricDataQuery> given) {
        List<Query> queries = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (MetricDataQuery query : given) {
            if (!ID.matcher(query.id()).matches()) {
                throw Refusal.validation("The value '" + query.id() + "' for Id must begin with a lower-case letter"
                        + " and have letters, digits and underscores only.");
            }
            if (!ids.add(query.id())) {
                throw Refusal.validation("The Id '" + query.id() + "' is used more than once.");
            }
            if ((query.metricStat() == null) == (query.expression() == null)) {
                throw Refusal.validation("The query '" + query.id() + "' must have either MetricStat or Expression.");
            }
            if (query.accountId() != null) {
                throw Refusal.validation("AccountId is not built here; the query '" + query.id() + "' has it.");
            }
            Optional.ofNullable(query.expression()).ifPresent(text -> expression(query.id(), text));
            queries.add(new Query(
                    query.id(),
                    Optional.ofNullable(query.metricStat()).map(QueryReader::stat),
                    Optional.ofNullable(query.expression()),
                    Optional.ofNullable(query.label()),
                    !Boolean.FALSE.equals(query.returnData())));
        }
        return queries;
    }

    private static Query.Stat stat(MetricStat stat) {
        if (stat.metric().namespace() == null || stat.metric().metricName() == null) {
            throw Refusal.missing("MetricStat.Metric.Namespace and MetricName");
        }
        Metric metric = Metric.of(
                stat.metric().namespace(),
                stat.metric().metricName(),
                stat.metric().dimensions());
        return new Query.Stat(
                metric.namespace(),
                metric.name(),
                metric.dimensions(),
                period(stat.period()),
                Statistic.require(stat.stat()).text(),
                Optional.ofNullable(stat.unitAsString()));
    }

    static int period(int seconds) {
        if (SHORT_PERIODS.contains(seconds) || (seconds > 0 && seconds % Points.MINUTE == 0 && seconds <= 30 * DAY)) {
            return seconds;
        }
        throw Refusal.value("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
    }

    static Expression expression(String id, String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (upper.startsWith("SELECT ") || upper.contains("SEARCH(")) {
            throw Refusal.validation("Error in expression '" + id + "': "
                    + (upper.startsWith("SELECT ") ? "Metrics Insights queries are" : "the function SEARCH is")
                    + " not built here.");
        }
        try {
            return Expression.parse(text);
        } catch (MathException e) {
            throw Refusal.validation("Error in expression '" + id + "': " + e.getMessage() + ".");
        }
    }
}
