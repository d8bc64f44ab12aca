package dev.mooring.server.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.cli.trial.Diagram.Label;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DrawingTest {
    private static final Style PLAIN = new Style(false);

    @Test
    void valuesHangBelowTheirPlaces() {
        assertThat(Diagram.below(List.of(new Label(0, "61.5"), new Label(12, "true"))))
                .containsExactly("|           |", "61.5        true");
    }

    @Test
    void whatFindsNoRoomBesideItsNeighbourGoesBelow() {
        assertThat(Diagram.below(List.of(new Label(0, "61.5"), new Label(2, "true"), new Label(5, "x"))))
                .containsExactly("| |  |", "| |  x", "| true", "61.5");
    }

    @Test
    void twoValuesOfOnePlaceStandOneBelowTheOther() {
        assertThat(Diagram.below(List.of(new Label(0, "a"), new Label(0, "b")))).containsExactly("|", "a", "b");
    }

    @Test
    void everyValueIsThereAndNoneIsOverwritten() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<Label> labels = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                labels.add(new Label(random.nextInt(30), "v" + i + "x".repeat(random.nextInt(6)) + "."));
            }
            List<String> lines = Diagram.below(labels);
            for (Label label : labels) {
                assertThat(lines).as("%s", labels).anyMatch(line -> line.startsWith(label.text(), label.column()));
            }
        }
    }

    @Test
    void anArrowPointsAtThePlaceOfAFault() {
        assertThat(Caret.draw("SELECT a\nFROM x", 14, "Expected a topic filter", PLAIN))
                .containsExactly("  FROM x", "       ^", "  Expected a topic filter");
        assertThat(Caret.draw("SELECT", 6, "Expected more", PLAIN))
                .containsExactly("  SELECT", "        ^", "  Expected more");
        assertThat(Caret.draw("", 0, "Expected SELECT", PLAIN)).containsExactly("  ", "  ^", "  Expected SELECT");
    }

    @Test
    void aLongLineIsCutAroundTheFault() {
        List<String> lines = Caret.draw("a".repeat(500) + "!" + "b".repeat(500), 500, "x", PLAIN);
        assertThat(lines.getFirst()).startsWith("  … a").endsWith("b …").hasSizeLessThan(220);
        assertThat(lines.getFirst().charAt(lines.get(1).indexOf('^'))).isEqualTo('!');
    }

    @Test
    void aTrialIsDrawnWithItsStatementValuesReasonsAndActions() {
        StringWriter out = new StringWriter();
        new TrialPrinter(new PrintWriter(out), PLAIN)
                .explained(JsonMapper.shared().readTree("""
                {"sql":"SELECT * FROM 'a' WHERE t > 5","messages":[{"message":{"topic":"a","payload":"{}"},
                 "matched":false,"outcome":"NOT_MATCHED","verdict":"WHERE is Undefined: no t",
                 "clauses":[{"clause":"WHERE","expression":{"text":"t > 5","start":24,"end":29,"evaluations":1,
                   "values":[{"undefined":"t is Undefined","rootCause":"no t"}],
                   "parts":[{"text":"t","start":24,"end":25,"evaluations":1,"values":[{"undefined":"no t","rootCause":"no t"}]},
                            {"text":"5","start":28,"end":29,"constant":true,"evaluations":1,"values":[{"json":"5"}]}]}}],
                 "actions":[{"action":"republish","wouldSend":true,"target":"out","parameters":[
                   {"name":"topic","template":"${x}","value":"out"}]}]}]}"""));
        assertThat(out.toString()).isEqualToNormalizingNewlines("""

                  SELECT * FROM 'a' WHERE t > 5
                  a  {}

                  · does not match: WHERE is Undefined: no t

                    WHERE t > 5
                          | |
                          | Undefined
                          Undefined
                          t is Undefined: no t

                  → republish would send to out
                      topic ${x} → out

                """);
    }
}
