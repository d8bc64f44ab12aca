package dev.mooring.standins.states.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionParserTest {
    private static final int INPUTS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final DefinitionParser PARSER = new DefinitionParser(resource -> Optional.empty());

    private static final String EVERYTHING = """
            {'Comment':'all','StartAt':'T','TimeoutSeconds':60,'States':{
              'T':{'Type':'Task','Resource':'arn:aws:lambda:eu-west-1:1:function:f','Next':'C','TimeoutSeconds':9,
                   'HeartbeatSecondsPath':'$.h','Parameters':{'a.$':'$.b'},'ResultSelector':{'r.$':'$'},'ResultPath':'$.r',
                   'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':1,'MaxAttempts':2,'BackoffRate':1.5,
                     'MaxDelaySeconds':9,'JitterStrategy':'FULL'}],'Catch':[{'ErrorEquals':['E'],'Next':'F'}]},
              'C':{'Type':'Choice','Choices':[{'And':[{'Variable':'$.a','IsNull':true},
                   {'Not':{'Variable':'$.a','StringMatches':'*'}}],'Next':'W'}],'Default':'M'},
              'W':{'Type':'Wait','SecondsPath':'$.s','Next':'P'},
              'P':{'Type':'Parallel','Branches':[{'StartAt':'B','States':{'B':{'Type':'Pass','End':true}}}],'Next':'S'},
              'M':{'Type':'Map','MaxConcurrency':2,'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'I',
                   'States':{'I':{'Type':'Pass','Result':{},'End':true}}},'ItemsPath':'$.x','End':true},
              'S':{'Type':'Succeed'},'F':{'Type':'Fail','Error':'E','CausePath':'$.c'}}}""".replace('\'', '"');

    private static List<String> problems(String definition) {
        return PARSER.parse(definition.replace('\'', '"')).problems().stream()
                .map(DefinitionProblem::toString)
                .toList();
    }

    @Test
    void everyFieldIsRead() {
        assertThat(PARSER.parse(EVERYTHING).problems()).isEmpty();
        State.Task task = (State.Task)
                PARSER.parse(EVERYTHING).machine().orElseThrow().states().state("T");
        assertThat(task.result().retriers())
                .containsExactly(new State.Retrier(List.of("States.ALL"), 1, 2, 1.5, Optional.of(9), true));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Type':'Pass'                                   | SCHEMA_VALIDATION_FAILED | End'], one of them at /States/A",
                "'Type':'Pass','Next':'A','End':true             | SCHEMA_VALIDATION_FAILED | Next, End at /States/A",
                "'Type':'Pass','Next':'B'                        | MISSING_TRANSITION_TARGET | Missing 'Next' target: B at /States/A/Next",
                "'Type':'Pass','End':true,'Odd':1                | SCHEMA_VALIDATION_FAILED | Field is not supported at /States/A/Odd",
                "'Type':'Pass','End':true,'Assign':{}            | SCHEMA_VALIDATION_FAILED | Field is not supported at /States/A/Assign",
                "'Type':'Pass','End':true,'QueryLanguage':'JSONata' | SCHEMA_VALIDATION_FAILED | at /States/A/QueryLanguage",
                "'Type':'Pass','End':true,'InputPath':'x'        | SCHEMA_VALIDATION_FAILED | at /States/A/InputPath",
                "'Type':'Pass','End':true,'ResultPath':'$..x'    | SCHEMA_VALIDATION_FAILED | Reference Path at /States/A/ResultPath",
                "'Type':'Pass','End':true,'Parameters':{'a.$':'x'} | SCHEMA_VALIDATION_FAILED | at /States/A/Parameters",
                "'Type':'Nap','End':true                         | SCHEMA_VALIDATION_FAILED | 'Nap' is not a type",
                "'Type':'Task','End':true                        | SCHEMA_VALIDATION_FAILED | 'Resource' is required",
                "'Type':'Task','End':true,'Resource':'x'         | SCHEMA_VALIDATION_FAILED | not recognized. at /States/A/Resource",
                "'Type':'Wait','End':true                        | SCHEMA_VALIDATION_FAILED | Exactly one of Seconds",
                "'Type':'Wait','End':true,'Timestamp':'today'    | SCHEMA_VALIDATION_FAILED | Expected a timestamp",
                "'Type':'Choice','Choices':[]                    | SCHEMA_VALIDATION_FAILED | non-empty array at /States/A/Choices",
                "'Type':'Choice','Choices':[{'Variable':'$','NumericEquals':'1','Next':'A'}] | SCHEMA_VALIDATION_FAILED | type NUMERIC at /States/A/Choices[0]/NumericEquals",
                "'Type':'Choice','Choices':[{'Variable':'$','BooleanLessThan':true,'Next':'A'}] | SCHEMA_VALIDATION_FAILED | /States/A/Choices[0]/BooleanLessThan",
                "'Type':'Choice','Choices':[{'Variable':'$','IsNull':true}] | SCHEMA_VALIDATION_FAILED | 'Next' is required",
                "'Type':'Map','End':true,'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED'},'StartAt':'I','States':{'I':{'Type':'Succeed'}}} | SCHEMA_VALIDATION_FAILED | 'DISTRIBUTED' is not built here",
                "'Type':'Map','End':true,'ItemProcessor':{'StartAt':'A','States':{'A':{'Type':'Succeed'}}} | SCHEMA_VALIDATION_FAILED | unique",
                "'Type':'Parallel','End':true,'Branches':[]      | SCHEMA_VALIDATION_FAILED | non-empty array at /States/A/Branches",
            })
    void whatIsWrongIsNamedWithItsPlace(String state, String code, String message) {
        assertThat(problems("{'StartAt':'A','States':{'A':{" + state + "}}}"))
                .anyMatch(problem -> problem.startsWith(code) && problem.contains(message));
    }

    @Test
    void theWholeIsCheckedToo() {
        assertThat(problems("{")).singleElement().asString().startsWith("INVALID_JSON_DESCRIPTION");
        assertThat(problems("[]")).singleElement().asString().startsWith("INVALID_JSON_DESCRIPTION");
        assertThat(problems("{} x")).singleElement().asString().startsWith("INVALID_JSON_DESCRIPTION");
        assertThat(problems("{'StartAt':'A','StartAt':'A','States':{}}"))
                .asString()
                .contains("INVALID_JSON");
        assertThat(problems("{}")).hasSize(2);
        assertThat(problems("{'StartAt':'X','States':{'A':{'Type':'Succeed'}}}"))
                .containsExactly("MISSING_TRANSITION_TARGET: Missing 'StartAt' target: X at /StartAt");
        BiFunction<String, Integer, String> nest = (inner, i) -> "{'StartAt':'S" + i + "','States':{'S" + i
                + "':{'Type':'Parallel','End':true,'Branches':[" + inner + "]}}}";
        String deep = "{'StartAt':'S','States':{'S':{'Type':'Succeed'}}}";
        for (int i = 0; i < 40; i++) {
            deep = nest.apply(deep, i);
        }
        assertThat(problems(deep)).anyMatch(problem -> problem.contains("nested more than 30 deep"));
    }

    /** A definition that lost or gained some characters is refused, or is one that can run. */
    @Test
    void noTextBreaksTheParserOrTheInterpreter() {
        Random random = new Random(3);
        int accepted = 0;
        for (int i = 0; i < INPUTS / 4; i++) {
            StringBuilder text = new StringBuilder(EVERYTHING);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "\"'{}[]$.,:1a".charAt(random.nextInt(12)));
                    case 2 -> text.setCharAt(at, (char) ('0' + random.nextInt(70)));
                    default -> {
                        int end = Math.min(text.length(), at + random.nextInt(12));
                        text.replace(at, end, "");
                    }
                }
            }
            DefinitionParser.Parsed parsed = PARSER.parse(text.toString());
            assertThat(parsed.machine().isPresent()).isEqualTo(parsed.problems().isEmpty());
            if (parsed.machine().isPresent() && accepted++ < 2000) {
                TestRun run = TestRun.of(
                        text.toString(),
                        "{\"b\":1,\"h\":5,\"s\":1,\"x\":[1,2],\"c\":\"c\"}",
                        (resource, input) -> "{}");
                assertThat(run.ending).as(text.toString()).isPresent();
            }
        }
        assertThat(accepted).isPositive();
    }
}
