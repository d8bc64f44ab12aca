package dev.mooring.standins.cloudwatch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.cloudwatch.math.Evaluator;
import dev.mooring.standins.cloudwatch.math.MathException;
import dev.mooring.standins.cloudwatch.math.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Answers some queries over a span of time; each is answered once, when another or the caller asks for it. */
final class QueryRun implements Evaluator.Names {
    /** As many as AWS returns at most for one call. */
    static final int MAX_POINTS = 100_800;

    private final Points points;
    private final Tenant tenant;
    private final Map<String, Query> queries = new HashMap<>();
    private final List<Query> inOrder;
    private final Instant from;
    private final Instant to;
    private final Map<String, Value> answers = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();

    QueryRun(Points points, Tenant tenant, List<Query> queries, Instant from, Instant to) {
        this.points = points;
        this.tenant = tenant;
        this.inOrder = queries;
        queries.forEach(query -> this.queries.put(query.id(), query));
        this.from = from;
        this.to = to;
    }

    /** @throws dev.mooring.api.ApiException ValidationError, naming the expression */
    List<Value.Series> answer(Query query) {
        try {
            return switch (of(query.id())) {
                case Value.Series series -> List.of(series.named(query.shownLabel()));
                case Value.SeriesList list ->
                    list.series().stream()
                            .map(series -> series.named(query.shownLabel() + " " + series.label()))
                            .toList();
                case Value.Scalar scalar ->
                    throw new MathException("the result must be a time series, and is the number " + scalar.number());
            };
        } catch (MathException e) {
            throw Refusal.validation("Error in expression '" + query.id() + "': " + e.getMessage() + ".");
        }
    }

    @Override
    public Value of(String id) throws MathException {
        Value known = answers.get(id);
        if (known != null) {
            return known;
        }
        Query query = queries.get(id);
        if (query == null) {
            throw new MathException("there is no query with the Id " + id);
        }
        if (!underWay.add(id)) {
            throw new MathException("the expression " + id + " depends on itself");
        }
        Value value = query.stat().isPresent()
                ? series(query, query.stat().get())
                : new Evaluator(this)
                        .evaluate(QueryReader.expression(id, query.expression().orElse("")));
        underWay.remove(id);
        answers.put(id, value);
        return value;
    }

    @Override
    public List<Value.Series> metrics(String part) throws MathException {
        List<Value.Series> series = new ArrayList<>();
        for (Query query : inOrder) {
            if (query.stat().isPresent() && query.id().contains(part) && of(query.id()) instanceof Value.Series one) {
                series.add(one);
            }
        }
        return series;
    }

    private Value.Series series(Query query, Query.Stat stat) throws MathException {
        if (Duration.between(from, to).toSeconds() / stat.periodSeconds() > MAX_POINTS) {
            throw new MathException("more than " + MAX_POINTS + " periods lie between StartTime and EndTime");
        }
        Statistic statistic = Statistic.require(stat.statistic());
        NavigableMap<Instant, Double> values = new TreeMap<>();
        points.read(tenant, stat.metric(), stat.unit(), from, to, stat.periodSeconds())
                .forEach((start, aggregate) -> statistic.of(aggregate).ifPresent(value -> values.put(start, value)));
        return new Value.Series(query.shownLabel(), from, to, stat.periodSeconds(), values);
    }
}
