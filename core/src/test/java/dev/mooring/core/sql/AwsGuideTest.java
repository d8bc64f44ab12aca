package dev.mooring.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The statements of AWS's developer guide, with what the guide prints as their results. */
class AwsGuideTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String E = """
            {"e":[{"n":"temperature","u":"Cel","t":1234,"v":22.5},{"n":"light","u":"lm","t":1235,"v":135},\
            {"n":"acidity","u":"pH","t":1235,"v":7}]}""";
    private static final String ENRICH =
            "{\"attributes\":{\"data1\":1,\"data2\":2},\"values\":[{\"a\":3},{\"b\":4},{\"c\":5}]}";
    private static final String NESTED_ENRICH = """
            {"data1":"example","data2":{"a":"first attribute","b":"second attribute","c":[\
            {"x":{"someInt":5,"someString":"hello"},"y":true},{"x":{"someInt":10,"someString":"world"},"y":false}]}}""";

    private record Printed(String page, String sql, String payload, String result) {}

    private static final List<Printed> PRINTED = List.of(
            new Printed(
                    "reference",
                    "SELECT color AS rgb FROM 'topic/subtopic' WHERE temperature > 50",
                    "{\"color\":\"red\",\"temperature\":100}",
                    "{\"rgb\":\"red\"}"),
            new Printed(
                    "select",
                    "SELECT * FROM 'topic/subtopic'",
                    "{\"color\":\"red\", \"temperature\":50}",
                    "{\"color\":\"red\", \"temperature\":50}"),
            new Printed(
                    "select",
                    "SELECT color FROM 'topic/subtopic'",
                    "{\"color\":\"red\", \"temperature\":50}",
                    "{\"color\":\"red\"}"),
            new Printed(
                    "select",
                    "SELECT color as my_color, temperature as fahrenheit FROM 'topic/subtopic'",
                    "{\"color\":\"red\", \"temperature\":50}",
                    "{\"my_color\":\"red\",\"fahrenheit\":50}"),
            new Printed(
                    "select",
                    "SELECT *, 15 as speed FROM 'topic/subtopic'",
                    "{\"color\":\"red\", \"temperature\":50}",
                    "{\"color\":\"red\", \"temperature\":50, \"speed\":15}"),
            new Printed(
                    "select",
                    "SELECT VALUE color FROM 'topic/subtopic'",
                    "{\"color\":\"red\", \"temperature\":50}",
                    "\"red\""),
            new Printed(
                    "select",
                    "SELECT color.red as red_value FROM 'topic/subtopic'",
                    "{\"color\":{\"red\":255,\"green\":0,\"blue\":0}, \"temperature\":50}",
                    "{\"red_value\":255}"),
            new Printed(
                    "select",
                    "SELECT (temperature - 32) * 5 / 9 AS celsius, upper(color) as my_color FROM 'topic/subtopic'",
                    "{\"color\":\"red\", \"temperature\":50}",
                    "{\"celsius\":10,\"my_color\":\"RED\"}"),
            new Printed(
                    "where",
                    "SELECT decode(encode(*, 'base64'), 'base64') AS value FROM 'topic/subtopic'"
                            + " WHERE decode(encode(*, 'base64'), 'base64') > 50",
                    "80",
                    "{\"value\":80}"),
            new Printed("data types", "SELECT NULL AS n FROM 'topic/subtopic'", "{}", "{\"n\":null}"),
            new Printed("data types", "SELECT foo, bar FROM 'topic/subtopic'", "{\"foo\": null}", "{\"foo\":null}"),
            new Printed(
                    "json",
                    "SELECT foo.bar AS bar.baz FROM 'topic/subtopic'",
                    "{\"foo\":{\"bar\":\"RED\",\"bar1\":\"GREEN\",\"bar2\":\"BLUE\"}}",
                    "{\"bar\":{\"baz\":\"RED\"}}"),
            new Printed(
                    "json",
                    "SELECT * from 'iot/rules' WHERE get(get(get(mydata,\"item2\"),\"0\"),\"my-key\") = \"myValue\"",
                    "{\"mydata\":{\"item2\":{\"0\":{\"my-key\":\"myValue\"}}}}",
                    "{\"mydata\":{\"item2\":{\"0\":{\"my-key\":\"myValue\"}}}}"),
            new Printed(
                    "json",
                    "SELECT temp, md5(deviceid) AS hashed_id FROM 'topic/#'",
                    "{\"deviceid\":\"iot123\",\"temp\":54.98,\"humidity\":32.43,"
                            + "\"coords\":{\"latitude\":47.615694,\"longitude\":-122.3359976}}",
                    "{\"temp\":54.98,\"hashed_id\":\"e37f81fb397e595c4aeb5645b8cbbbd1\"}"),
            new Printed(
                    "literals",
                    "SELECT {'latitude': get(lat_long, 0),'longitude':get(lat_long, 1)} as lat_long FROM 't'",
                    "{\"lat_long\": [47.606,-122.332]}",
                    "{\"lat_long\":{\"latitude\":47.606,\"longitude\":-122.332}}"),
            new Printed(
                    "literals",
                    "SELECT [lat,long] as lat_long FROM 'topic/subtopic'",
                    "{\"lat\": 47.696, \"long\": -122.332}",
                    // The page prints 47.606 here, which no statement can make of this payload.
                    "{\"lat_long\":[47.696,-122.332]}"),
            new Printed(
                    "case",
                    "SELECT CASE color\n WHEN 'green' THEN 'go'\n WHEN 'yellow' THEN 'caution'\n WHEN 'red' THEN 'stop'\n"
                            + " ELSE 'you are not at a stop light' END as instructions\n FROM 'topic/subtopic'",
                    "{\"color\":\"yellow\"}",
                    "{\"instructions\":\"caution\"}"),
            new Printed(
                    "sql version",
                    "SELECT VALUE arr FROM 'topic'",
                    "{\"a\": {\"b\":\"c\"}, \"arr\":[1,2,3,4]}",
                    "[1,2,3,4]"),
            new Printed(
                    "nested queries",
                    "SELECT (SELECT VALUE n FROM e) as sensors FROM 'my/topic'",
                    E,
                    "{\"sensors\":[\"temperature\",\"light\",\"acidity\"]}"),
            new Printed(
                    "nested queries",
                    "SELECT (SELECT v FROM e WHERE n = 'temperature') as temperature FROM 'my/topic'",
                    E,
                    "{\"temperature\":[{\"v\":22.5}]}"),
            new Printed(
                    "nested queries",
                    "SELECT get((SELECT v FROM e WHERE n = 'temperature'), 0).v as temperature FROM 'topic'",
                    E,
                    "{\"temperature\":22.5}"),
            new Printed(
                    "decode",
                    "SELECT decode(encoded_temp,\"base64\").temperature AS temp from 'topic/subtopic'",
                    "{\"encoded_temp\":\"eyAidGVtcGVyYXR1cmUiOiAzMyB9Cg==\"}",
                    "{\"temp\":33}"),
            new Printed(
                    "binary payloads",
                    "SELECT encode(*, 'base64') AS data FROM 'my_topic'",
                    "hello",
                    "{\"data\":\"aGVsbG8=\"}"),
            new Printed(
                    "binary payloads",
                    "SELECT decode(encode(*, 'base64'), 'base64') AS payload FROM 'topic'",
                    "hello",
                    "{\"payload\":\"hello\"}"),
            new Printed(
                    "binary payloads",
                    "SELECT *, principal() as principal, timestamp() as time FROM 'topic/subtopic'",
                    "",
                    "{\"principal\":\"ba67293af50bf2506f5f93469686da660c7c844e7b3950bfb16813e0d31e9373\","
                            + "\"time\":1481825251155}"),
            new Printed(
                    "parse_time",
                    "SELECT parse_time(\"yyyy.MM.dd G 'at' HH:mm:ss z\", 100000000, 'America/Belize' ) as ts FROM 'A/B'",
                    "{}",
                    "{\"ts\":\"1970.01.01 AD at 21:46:40 CST\"}"),
            new Printed(
                    "transform 1",
                    "select value transform(\"enrichArray\", attributes, values) from 'A/B'",
                    ENRICH,
                    "[{\"a\":3,\"data1\":1,\"data2\":2},{\"b\":4,\"data1\":1,\"data2\":2},"
                            + "{\"c\":5,\"data1\":1,\"data2\":2}]"),
            new Printed(
                    "transform 2",
                    "select value transform(\"enrichArray\", {\"key\": attributes.data1}, values) from 'A/B'",
                    ENRICH,
                    "[{\"a\":3,\"key\":1},{\"b\":4,\"key\":1},{\"c\":5,\"key\":1}]"),
            new Printed(
                    "transform 3",
                    "select value transform('enrichArray', (select a, b from data2), (select value c from data2))"
                            + " from 'A/B'",
                    NESTED_ENRICH,
                    "[{\"x\":{\"someInt\":5,\"someString\":\"hello\"},\"y\":true,"
                            + "\"a\":\"first attribute\",\"b\":\"second attribute\"},"
                            + "{\"x\":{\"someInt\":10,\"someString\":\"world\"},\"y\":false,"
                            + "\"a\":\"first attribute\",\"b\":\"second attribute\"}]"),
            new Printed(
                    "dynamodb action", "SELECT * AS message FROM 'some/topic'", "{\"a\":1}", "{\"message\":{\"a\":1}}"),
            new Printed(
                    "basic ingest",
                    "SELECT topic(2) as device_id, temperature FROM 'device/+/data'",
                    "{\"temperature\":1}",
                    "{\"device_id\":\"myThings\",\"temperature\":1}"));

    @TestFactory
    List<DynamicTest> eachStatementGivesWhatTheGuidePrints() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Printed printed : PRINTED) {
            tests.add(DynamicTest.dynamicTest(printed.page() + ": " + printed.sql(), () -> assertThat(
                            JSON.readTree(Messages.result(printed.sql(), printed.payload())))
                    .isEqualTo(JSON.readTree(printed.result()))));
        }
        return tests;
    }

    @Test
    void theRuleOfTheWherePageIsTriggeredButActsOnNothing() {
        assertThat(Messages.run(
                        "SELECT color AS my_color FROM 'topic/subtopic' WHERE temperature > 50 AND color <> 'red'",
                        "{\"color\":\"red\", \"temperature\":40}"))
                .isInstanceOf(SqlOutcome.NoMatch.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT [1] AS v FROM 't'",
                "SELECT {'a': 1} AS v FROM 't'",
                "SELECT (SELECT VALUE n FROM e) AS v FROM 't'",
                "SELECT encode(*, 'base64') AS v FROM 't'",
                "SELECT cast(1 as Decimal) AS v FROM 't'",
                "SELECT cast(1 as Bool) AS v FROM 't'",
                "SELECT indexof('a', 'a') AS v FROM 't'",
                "SELECT length('a') AS v FROM 't'",
                "SELECT numbytes('a') AS v FROM 't'",
                "SELECT isUndefined(a) AS v FROM 't'",
                "SELECT parse_time('yyyy', 0) AS v FROM 't'",
                "SELECT time_to_epoch('2020', 'yyyy') AS v FROM 't'",
                "SELECT transform('enrichArray', a, b) AS v FROM 't'",
                "SELECT get_thing_shadow('t', 'arn:aws:iam::123456789012:role/r') AS v FROM 't'",
                "SELECT get_dynamodb('t', 'k', 'v', 'arn:aws:iam::123456789012:role/r') AS v FROM 't'"
            })
    void whatTheGuideGivesTheNewerVersionTheOlderRefuses(String sql) {
        assertThatThrownBy(() -> SqlStatement.parse(sql, SqlVersion.V2015_10_08))
                .isInstanceOf(SqlParseException.class)
                .hasMessageContaining("2015-10-08");
        SqlStatement.parse(sql, SqlVersion.V2016_03_23);
        SqlStatement.parse(sql, SqlVersion.BETA);
    }

    /** Seen in rules that run at AWS; the guide is silent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT state.reported.* FROM 't'|{\"state\":{\"reported\":{\"a\":1,\"b\":[2]}}}|{\"a\":1,\"b\":[2]}",
                "SELECT state.*, a, topic(1) AS t FROM 't'|{\"a\":0,\"state\":{\"x\":1}}|{\"x\":1,\"a\":0,\"t\":\"things\"}",
                "SELECT state.*, 2 AS x FROM 't'|{\"state\":{\"x\":1}}|{\"x\":2}",
                "SELECT *, state.* FROM 't'|{\"x\":1,\"state\":{\"x\":2}}|{\"x\":2,\"state\":{\"x\":2}}",
                "SELECT get(o, 'a-b').* FROM 't'|{\"o\":{\"a-b\":{\"x\":1}}}|{\"x\":1}",
                "SELECT nokey.*, list.*, 1 AS ok FROM 't'|{\"list\":[1]}|{\"ok\":1}",
                "SELECT (SELECT p.*, q FROM rows) AS r FROM 't'|{\"rows\":[{\"p\":{\"x\":1},\"q\":2}]}|{\"r\":[{\"x\":1,\"q\":2}]}"
            })
    void theMembersOfAnObjectAreSpread(String sql, String payload, String expected) {
        assertThat(JSON.readTree(Messages.result(sql, payload))).isEqualTo(JSON.readTree(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT VALUE state.* FROM 't'|18",
                "SELECT 1 + a.* FROM 't'|12",
                "SELECT a FROM 't' WHERE a.* = 1|25",
                "SELECT abs(a.*) FROM 't'|12"
            })
    void butOnlyAsAnItemOfASelection(String sql, int position) {
        assertThatThrownBy(() -> SqlStatement.parse(sql, SqlVersion.V2016_03_23))
                .isInstanceOfSatisfying(
                        SqlParseException.class, e -> assertThat(e.offset()).isEqualTo(position));
    }
}
