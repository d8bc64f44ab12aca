package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;
import java.util.Optional;

/** {@code get_thing_shadow(thingName [, shadowName], roleArn)}. */
final class GetThingShadow {
    static final SqlFunction FUNCTION = SqlFunction.of("get_thing_shadow(thingName [, shadowName], roleArn)")
            .says("Returns the document of a thing's classic or named shadow.")
            .newer()
            .external()
            .values(2, 3, (arguments, context) -> {
                Optional<String> shadowName =
                        arguments.length == 3 && arguments[1] instanceof SqlValue.Text(String name)
                                ? Optional.of(name)
                                : Optional.empty();
                return arguments[0] instanceof SqlValue.Text(String thingName)
                                && shadowName.isPresent() == (arguments.length == 3)
                                && arguments[arguments.length - 1] instanceof SqlValue.Text(String roleArn)
                        ? Answers.value(
                                context.input().services().getThingShadow(thingName, shadowName, roleArn), context)
                        : SqlValue.UNDEFINED;
            });

    private GetThingShadow() {}
}
