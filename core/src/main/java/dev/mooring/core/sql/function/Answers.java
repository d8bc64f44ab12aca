package dev.mooring.core.sql.function;

import dev.mooring.core.sql.SqlServices.Answer;
import dev.mooring.core.sql.value.JsonTape;
import dev.mooring.core.sql.value.SqlValue;

/** What services answer, as values. */
final class Answers {
    private Answers() {}

    static SqlValue value(Answer answer, CallContext context) {
        return switch (answer) {
            case Answer.Json(byte[] json) -> {
                SqlValue value = JsonTape.parse(json, context.version());
                if (value == SqlValue.UNDEFINED) {
                    context.note("a service answered with something that is not JSON");
                }
                yield value;
            }
            case Answer.Text(String text) -> Texts.of(text);
            case Answer.Unavailable(String why) -> {
                context.note(why);
                yield SqlValue.UNDEFINED;
            }
        };
    }
}
