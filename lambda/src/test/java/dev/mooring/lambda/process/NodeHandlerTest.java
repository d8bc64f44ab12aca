package dev.mooring.lambda.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What handlers may do, and what AWS's Node.js runtime makes of it. Every case runs a real node process. */
@ExtendWith(NeedsNode.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeHandlerTest {
    private RuntimeFixture fixture;

    @BeforeAll
    void start(@TempDir Path root) {
        fixture = new RuntimeFixture(root, RuntimeFixture.limits());
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "callback            | exports.handler = (e, c, cb) => cb(null, {got: e})     | {\"got\":{\"a\":1}}",
                "callback later      | exports.handler = (e, c, cb) => { setTimeout(() => cb(null, e.a), 20); } | 1",
                "promise             | exports.handler = e => Promise.resolve([e.a])          | [1]",
                "async function      | exports.handler = async e => ({b: e.a + 1})            | {\"b\":2}",
                "async undefined     | exports.handler = async () => {}                       | null",
                "returned value      | exports.handler = e => 'x' + e.a                       | \"x1\"",
                "nothing             | exports.handler = () => {}                             | null",
                "work without answer | exports.handler = () => { setTimeout(() => {}, 20); }  | null",
                "context.succeed     | exports.handler = (e, c) => { c.succeed({s: 1}); }     | {\"s\":1}",
                "context.done        | exports.handler = (e, c) => { c.done(null, 'd'); }     | \"d\"",
                "first answer wins   | exports.handler = (e, c, cb) => { cb(null, 1); cb(null, 2); c.succeed(3); } | 1",
                "thenable            | exports.handler = () => ({then: ok => ok('t')})        | \"t\"",
                "module.exports      | module.exports = {handler: async () => 7}              | 7",
            })
    void answers(String name, String script, String expected) throws Exception {
        var result = fixture.js(script).call("{\"a\":1}");

        assertThat(result.payload()).as(result.log()).isEqualTo(expected);
        assertThat(result.isError()).isFalse();
    }
}
