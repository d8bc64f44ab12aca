package dev.mooring.core.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.sql.Messages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "yyyy-MM-dd'T'HH:mm:ss.SSSZ; UTC; 2023-11-14T22:13:20.123+0000",
                "yyyy-MM-dd'T'HH:mm:ss.SSSZZ; Asia/Kolkata; 2023-11-15T03:43:20.123+05:30",
                "ZZZ zzzz; Europe/Berlin; Europe/Berlin Central European Standard Time",
                "yy YYYY xx C; UTC; 23 2023 23 20",
                "EEE EEEE e w D; UTC; Tue Tuesday 2 46 318",
                "M MM MMM MMMM d; UTC; 11 11 Nov November 14",
                "h K k H a; UTC; 10 10 22 22 PM",
                "S SS SSSS; UTC; 1 12 1230",
                "z; Asia/Tokyo; JST",
                "'o''clock' ''; UTC; o'clock '",
                "HH:mm; +02:00; 00:13"
            })
    void patternsAreThoseOfJodaTime(String pattern, String zone, String expected) {
        assertThat(Messages.result(
                        "SELECT parse_time(\"" + pattern + "\", 1700000000123, '" + zone + "') AS v FROM 'a'", "{}"))
                .isEqualTo("{\"v\":\"" + expected + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"yyyy-bb", "'open", "q"})
    void patternsThatAreNoneAreUndefined(String pattern) {
        assertThat(Messages.result("SELECT parse_time(\"" + pattern + "\", 0) AS v FROM 'a'", "{}"))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "2020-02; yyyy-MM; 1580515200000",
                "2020; yyyy; 1577836800000",
                "2020-01-01T00:00:00+01:00; yyyy-MM-dd'T'HH:mm:ssXXX; 1577833200000",
                "1969-12-31 23:59:59.999; yyyy-MM-dd HH:mm:ss.SSS; -1",
                "29 Feb 2020; dd MMM yyyy; 1582934400000"
            })
    void timesAreReadByPatternsOfJavaTime(String text, String pattern, String expected) {
        assertThat(Messages.result("SELECT time_to_epoch(\"" + text + "\", \"" + pattern + "\") AS v FROM 'a'", "{}"))
                .isEqualTo("{\"v\":" + expected + "}");
    }

    @ParameterizedTest
    @CsvSource({"12:00, HH:mm", "2020, yyyy-MM", "2020-13-01, yyyy-MM-dd", "x, {"})
    void whatCannotBeReadIsUndefined(String text, String pattern) {
        assertThat(Messages.result("SELECT time_to_epoch(\"" + text + "\", \"" + pattern + "\") AS v FROM 'a'", "{}"))
                .isEqualTo("{}");
    }
}
