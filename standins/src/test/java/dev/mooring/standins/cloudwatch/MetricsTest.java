package dev.mooring.standins.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mooring.standins.StandInServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class MetricsTest {
    /** The beginning of an hour, so that periods of an hour have a known content. */
    private static final Instant HOUR =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(5, ChronoUnit.HOURS);

    private static StandInServer server;
    private static CloudWatchClient cloudWatch;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        cloudWatch = server.client(CloudWatchClient.builder());
    }

    @AfterAll
    static void stop() {
        cloudWatch.close();
        server.close();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static void put(String namespace, String name, Instant time, double value, Dimension... dimensions) {
        cloudWatch.putMetricData(p -> p.namespace(namespace)
                .metricData(d -> d.metricName(name).timestamp(time).value(value).dimensions(dimensions)));
    }

    private static List<Datapoint> statistics(String namespace, String name, int period, Statistic... statistics) {
        return cloudWatch
                .getMetricStatistics(g -> g.namespace(namespace)
                        .metricName(name)
                        .startTime(HOUR)
                        .endTime(HOUR.plus(1, ChronoUnit.HOURS))
                        .period(period)
                        .statistics(statistics))
                .datapoints();
    }

    @Test
    void minutesAreRolledUpToLongerPeriodsAndSurviveARestart() {
        for (int minute = 0; minute < 10; minute++) {
            put("Rooms", "t", HOUR.plusSeconds(60L * minute + 30), minute);
            put("Rooms", "t", HOUR.plusSeconds(60L * minute + 40), minute);
        }
        server.restart();
        assertThat(statistics("Rooms", "t", 60, Statistic.SUM))
                .extracting(Datapoint::sum)
                .containsExactly(0., 2., 4., 6., 8., 10., 12., 14., 16., 18.);
        assertThat(statistics(
                        "Rooms",
                        "t",
                        300,
                        Statistic.AVERAGE,
                        Statistic.MINIMUM,
                        Statistic.MAXIMUM,
                        Statistic.SAMPLE_COUNT))
                .extracting(
                        Datapoint::timestamp,
                        Datapoint::average,
                        Datapoint::minimum,
                        Datapoint::maximum,
                        Datapoint::sampleCount)
                .containsExactly(tuple(HOUR, 2., 0., 4., 10.), tuple(HOUR.plusSeconds(300), 7., 5., 9., 10.));
        assertThat(statistics("Rooms", "t", 3600, Statistic.SUM))
                .singleElement()
                .satisfies(point -> assertThat(point.sum()).isEqualTo(90));
    }

    @Test
    void valuesWithCountsAndStatisticSetsAreValuesToo() {
        cloudWatch.putMetricData(p -> p.namespace("Forms")
                .metricData(
                        d -> d.metricName("v").timestamp(HOUR).values(1., 2.).counts(3., 1.),
                        d -> d.metricName("v").timestamp(HOUR).values(7.),
                        d -> d.metricName("s")
                                .timestamp(HOUR)
                                .statisticValues(s ->
                                        s.sampleCount(4.).sum(10.).minimum(1.).maximum(5.))));
        assertThat(statistics("Forms", "v", 60, Statistic.SUM, Statistic.SAMPLE_COUNT))
                .extracting(Datapoint::sum, Datapoint::sampleCount)
                .containsExactly(tuple(12., 5.));
        assertThat(statistics("Forms", "s", 60, Statistic.AVERAGE, Statistic.MAXIMUM))
                .extracting(Datapoint::average, Datapoint::maximum)
                .containsExactly(tuple(2.5, 5.));
        Map<String, Double> percentiles = cloudWatch
                .getMetricStatistics(g -> g.namespace("Forms")
                        .metricName("v")
                        .startTime(HOUR)
                        .endTime(HOUR.plusSeconds(60))
                        .period(60)
                        .extendedStatistics("p50", "p80", "p99.9"))
                .datapoints()
                .getFirst()
                .extendedStatistics();
        assertThat(percentiles).isEqualTo(Map.of("p50", 1., "p80", 2., "p99.9", 7.));
    }

    @Test
    void unitsAreKeptApart() {
        cloudWatch.putMetricData(p -> p.namespace("Units")
                .metricData(
                        d -> d.metricName("u").timestamp(HOUR).value(1.).unit(StandardUnit.SECONDS),
                        d -> d.metricName("u").timestamp(HOUR).value(2.)));
        assertThat(statistics("Units", "u", 60, Statistic.SUM))
                .extracting(Datapoint::unit, Datapoint::sum)
                .containsExactlyInAnyOrder(tuple(StandardUnit.SECONDS, 1.), tuple(StandardUnit.NONE, 2.));
    }

    @Test
    void secondsAreKeptForMetricsOfHighResolution() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(120);
        cloudWatch.putMetricData(p -> p.namespace("Fine")
                .metricData(IntStream.range(0, 20)
                        .mapToObj(i -> MetricDatum.builder()
                                .metricName("f")
                                .timestamp(now.plusSeconds(i))
                                .value(1.)
                                .storageResolution(1)
                                .build())
                        .toList()));
        assertThat(cloudWatch
                        .getMetricStatistics(g -> g.namespace("Fine")
                                .metricName("f")
                                .startTime(now)
                                .endTime(now.plusSeconds(60))
                                .period(10)
                                .statistics(Statistic.SUM))
                        .datapoints())
                .extracting(Datapoint::timestamp, Datapoint::sum)
                .containsExactly(tuple(now, 10.), tuple(now.plusSeconds(10), 10.));
    }

    private static MetricDataQuery metric(String id, String name, boolean returned) {
        return MetricDataQuery.builder()
                .id(id)
                .returnData(returned)
                .metricStat(s -> s.metric(m -> m.namespace("Math").metricName(name))
                        .period(60)
                        .stat("Sum"))
                .build();
    }

    private static MetricDataQuery expression(String id, String text) {
        return MetricDataQuery.builder().id(id).expression(text).build();
    }

    @Test
    void expressionsAreEvaluatedOverMetricsInPages() {
        for (int minute = 0; minute < 5; minute++) {
            put("Math", "a", HOUR.plusSeconds(60L * minute), minute);
            put("Math", "b", HOUR.plusSeconds(60L * minute), 10);
        }
        Consumer<software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest.Builder> query =
                g -> g.startTime(HOUR)
                        .endTime(HOUR.plusSeconds(600))
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(
                                metric("m1", "a", false),
                                metric("m2", "b", true),
                                expression("e1", "100 * m1 / m2"),
                                expression("e2", "e1 + 1"));
        List<MetricDataResult> results = cloudWatch.getMetricData(query).metricDataResults();
        assertThat(results).extracting(MetricDataResult::id).containsExactly("m2", "e1", "e2");
        assertThat(results.get(1).values()).containsExactly(0., 10., 20., 30., 40.);
        assertThat(results.get(2).values()).containsExactly(1., 11., 21., 31., 41.);
        assertThat(results.get(1).timestamps()).startsWith(HOUR, HOUR.plusSeconds(60));
        List<Double> paged =
                cloudWatch.getMetricDataPaginator(query.andThen(g -> g.maxDatapoints(4))).metricDataResults().stream()
                        .flatMap(result -> result.values().stream())
                        .toList();
        assertThat(paged)
                .containsExactlyElementsOf(results.stream()
                        .flatMap(result -> result.values().stream())
                        .toList());
        List<Double> descending = cloudWatch
                .getMetricData(query.andThen(g -> g.scanBy(ScanBy.TIMESTAMP_DESCENDING)))
                .metricDataResults()
                .get(1)
                .values();
        assertThat(descending).containsExactly(40., 30., 20., 10., 0.);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RATE(m1)", "m1 +", "m9", "e1 + 1", "SUM(m1)", "SELECT AVG(x) FROM y", "SEARCH('x', 'Sum')"})
    void anExpressionThatIsWrongOrNotBuiltIsRefusedByName(String text) {
        assertThatThrownBy(() -> cloudWatch.getMetricData(g -> g.startTime(HOUR)
                        .endTime(HOUR.plusSeconds(600))
                        .metricDataQueries(metric("m1", "a", false), expression("e1", text))))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Error in expression 'e1'")
                .satisfies(e -> assertThat(
                                ((CloudWatchException) e).awsErrorDetails().errorCode())
                        .isEqualTo("ValidationError"));
    }

    @Test
    void metricsAreListedByNamespaceNameAndDimensionsInPages() {
        for (int i = 0; i < 501; i++) {
            int number = i;
            if (i % 100 == 0) {
                cloudWatch.putMetricData(p -> p.namespace("List")
                        .metricData(IntStream.range(number, Math.min(501, number + 100))
                                .mapToObj(each -> MetricDatum.builder()
                                        .metricName("n" + each % 2)
                                        .value(1.)
                                        .dimensions(dimension("Id", "i" + each), dimension("Room", "r" + each % 3))
                                        .build())
                                .toList()));
            }
        }
        assertThat(cloudWatch.listMetrics(l -> l.namespace("List")).metrics()).hasSize(500);
        assertThat(cloudWatch.listMetricsPaginator(l -> l.namespace("List")).metrics())
                .hasSize(501)
                .doesNotHaveDuplicates();
        assertThat(cloudWatch
                        .listMetricsPaginator(
                                l -> l.namespace("List").metricName("n0").dimensions(d -> d.name("Room")
                                        .value("r0")))
                        .metrics())
                .hasSize(84);
        assertThat(cloudWatch
                        .listMetrics(l ->
                                l.namespace("List").dimensions(d -> d.name("Id").value("i7")))
                        .metrics())
                .singleElement()
                .extracting(Metric::metricName, Metric::dimensions)
                .containsExactly("n1", List.of(dimension("Id", "i7"), dimension("Room", "r1")));
        assertThat(cloudWatch.listMetrics(l -> l.namespace("Nowhere")).metrics())
                .isEmpty();
    }

    @Test
    void whatIsWrongIsRefusedAsAWhole() {
        assertThatThrownBy(() -> cloudWatch.putMetricData(p -> p.namespace("Bad")
                        .metricData(
                                d -> d.metricName("x").value(1.),
                                d -> d.metricName("x").value(1.).values(2.))))
                .isInstanceOf(InvalidParameterCombinationException.class);
        assertThatThrownBy(() -> put("Bad", "x", Instant.now().minus(15, ChronoUnit.DAYS), 1))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("two weeks");
        assertThatThrownBy(() -> put("AWS/Bad", "x", HOUR, 1)).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> put("Bad", "x", HOUR, Double.NaN)).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> put("Bad", "x", HOUR, 1, dimension(":a", "b")))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> cloudWatch.putMetricData(p ->
                        p.namespace("Bad").metricData(d -> d.metricName("x").values(Collections.nCopies(151, 1.)))))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThat(cloudWatch.listMetrics(l -> l.namespace("Bad")).metrics()).isEmpty();
        assertThatThrownBy(() -> statistics("Rooms", "t", 61, Statistic.SUM))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> cloudWatch.getMetricStatistics(g -> g.namespace("Rooms")
                        .metricName("t")
                        .startTime(HOUR.minus(2, ChronoUnit.DAYS))
                        .endTime(HOUR)
                        .period(60)
                        .statistics(Statistic.SUM)))
                .isInstanceOf(InvalidParameterCombinationException.class)
                .hasMessageContaining("1440");
        assertThatThrownBy(() -> cloudWatch.getMetricStatistics(g -> g.namespace("Rooms")
                        .metricName("t")
                        .startTime(HOUR)
                        .endTime(HOUR.plusSeconds(60))
                        .period(60)
                        .extendedStatistics("tm90")))
                .hasMessageContaining("tm90");
        assertThatThrownBy(() -> cloudWatch.listDashboards()).hasMessageContaining("ListDashboards");
    }
}
