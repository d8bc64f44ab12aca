package dev.mooring.server.cli.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.cli.trial.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TimelineTest {
    private static String print(String json, boolean withClient) {
        StringWriter text = new StringWriter();
        new Timeline(new PrintWriter(text), new Style(false), ZoneOffset.UTC)
                .print(JsonMapper.shared().readTree(json), "client 'c'", withClient);
        return text.toString();
    }

    @Test
    void anEventSaysWhenWhatWhyAndWhatToDoNext() {
        assertThat(print("""
                {"now":{"connected":true,"since":1767225600000,"address":"192.0.2.1:99","principalId":"abc",
                        "subscriptions":{"a/b":1}},
                 "events":[
                  {"time":1767225600000,"kind":"CONNECTED","text":"let in as abc: allowed by policy 'p'","clientId":"c",
                   "principalId":"abc","address":"192.0.2.1:99"},
                  {"time":1767312000001,"kind":"DENIED","text":"abc may not","clientId":"c","principalId":"abc",
                   "address":"192.0.2.1:99","next":"allow it"}]}
                """, false)).isEqualTo("""
                Now: connected since 2026-01-01 00:00:00.000 from 192.0.2.1:99 as abc, with 1 subscription

                2026-01-01
                00:00:00.000  connected from 192.0.2.1:99
                              let in as abc: allowed by policy 'p'
                2026-01-02
                00:00:00.001  denied from 192.0.2.1:99
                              abc may not
                              → allow it
                """);
    }

    @Test
    void amongManyClientsEachEventSaysWhose() {
        assertThat(print("""
                {"events":[{"time":0,"kind":"REFUSED","text":"no","clientId":"c","principalId":"p","address":"1.2.3.4:5"}]}
                """, true)).contains("refused client 'c' from 1.2.3.4:5 as p\n");
    }

    @Test
    void nothingIsSaidPlainly() {
        assertThat(print("{\"events\":[]}", false)).contains("Nothing is remembered of client 'c'");
    }

    @Test
    void longTextsAreBrokenAtSpacesAndControlCharactersAreNotPrinted() {
        String text = "word ".repeat(60).strip();
        String printed = print(
                "{\"events\":[{\"time\":0,\"kind\":\"CLOSED\",\"text\":\"" + text + "\\u001b[31m\",\"clientId\":\"\","
                        + "\"principalId\":\"\",\"address\":\"\",\"next\":\"" + text + "\"}]}",
                false);
        assertThat(printed.lines()).allMatch(line -> line.length() <= 100).hasSizeGreaterThan(7);
        assertThat(printed).doesNotContain("\u001b").contains("?[31m");
        assertThat(printed.replaceAll("\\s+", " ")).contains("→ " + text);
    }
}
