package dev.mooring.core.sql.function;

import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.Decimal;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * A function: its description and what it does. A call with the wrong number of arguments, or with arguments that do
 * not convert, is Undefined.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html">AWS: functions</a>
 */
public final class SqlFunction {
    /** What a function does. Stateless, or made anew for each place of call. */
    public interface Body {
        /** @param arguments as many as the function takes; any of them may be Undefined */
        SqlValue apply(SqlValue[] arguments, CallContext context);
    }

    /** A function of one number. */
    interface OfNumber {
        SqlValue apply(SqlValue.Num number);
    }

    /** A function of two numbers. */
    interface OfNumbers {
        SqlValue apply(SqlValue.Num first, SqlValue.Num second);
    }

    /** A function of one string. */
    interface OfText {
        SqlValue apply(String text);
    }

    /** A function of two strings. */
    interface OfTexts {
        SqlValue apply(String first, String second);
    }

    private final String name;
    private final String usage;
    private final String description;
    private final SqlVersion since;
    private final List<Example> examples;
    private final boolean external;
    private final int serviceFrom;
    private final int fewest;
    private final int most;
    private final Supplier<Body> body;
    private final Optional<Supplier<Body>> bodyForPayload;

    private SqlFunction(Builder builder, int fewest, int most, Supplier<Body> body) {
        this.name = builder.name;
        this.usage = builder.usage;
        this.description = builder.description;
        this.since = builder.since;
        this.examples = List.copyOf(builder.examples);
        this.external = builder.external;
        this.serviceFrom = builder.serviceFrom;
        this.bodyForPayload = builder.bodyForPayload;
        this.fewest = fewest;
        this.most = most;
        this.body = body;
    }

    /** @param usage how it is called, for example {@code trunc(Decimal, Int)}; its name is what stands before the bracket */
    static Builder of(String usage) {
        return new Builder(usage);
    }

    /** In lower case. */
    public String name() {
        return name;
    }

    public String usage() {
        return usage;
    }

    public String description() {
        return description;
    }

    /** The first version that has it. */
    public SqlVersion since() {
        return since;
    }

    public List<Example> examples() {
        return examples;
    }

    /** True if it asks another service whenever it is called; such a function has no examples. */
    public boolean isExternal() {
        return external;
    }

    /** True if a call with so many arguments asks another service. */
    public boolean callsService(int arguments) {
        return external || arguments >= serviceFrom;
    }

    public boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    /** What it does, for one place of call. */
    public Body body() {
        return body.get();
    }

    /** What it does when its first argument is {@code *} and it wants the payload's bytes; that argument is Undefined. */
    public Optional<Body> bodyForPayload() {
        return bodyForPayload.map(Supplier::get);
    }

    /** Collects a description; the last call says what the function does. */
    static final class Builder {
        private final String name;
        private final String usage;
        private final List<Example> examples = new ArrayList<>();
        private String description = "";
        private SqlVersion since = SqlVersion.V2015_10_08;
        private boolean external;
        private int serviceFrom = Integer.MAX_VALUE;
        private Optional<Supplier<Body>> bodyForPayload = Optional.empty();

        private Builder(String usage) {
            this.usage = usage;
            this.name = usage.substring(0, usage.indexOf('(')).toLowerCase(java.util.Locale.ROOT);
        }

        Builder says(String text) {
            description = text;
            return this;
        }

        Builder newer() {
            since = SqlVersion.V2016_03_23;
            return this;
        }

        Builder external() {
            external = true;
            return this;
        }

        /** Asks another service only when called with this many arguments or more. */
        Builder externalFrom(int arguments) {
            serviceFrom = arguments;
            return this;
        }

        Builder example(String expression, String json) {
            examples.add(new Example(expression, Optional.of(json), false));
            return this;
        }

        Builder exampleLike(String expression, String pattern) {
            examples.add(new Example(expression, Optional.of(pattern), true));
            return this;
        }

        Builder exampleUndefined(String expression) {
            examples.add(new Example(expression, Optional.empty(), false));
            return this;
        }

        Builder onPayload(Supplier<Body> body) {
            bodyForPayload = Optional.of(body);
            return this;
        }

        SqlFunction values(int fewest, int most, Body body) {
            return new SqlFunction(this, fewest, most, () -> body);
        }

        /** With a body for each place of call, which may keep what it made from a constant argument. */
        SqlFunction perCall(int fewest, int most, Supplier<Body> body) {
            return new SqlFunction(this, fewest, most, body);
        }

        SqlFunction number(OfNumber function) {
            return values(1, 1, (arguments, _) -> {
                SqlValue.Num number = Conversions.toNumber(arguments[0]);
                return number == null ? SqlValue.UNDEFINED : function.apply(number);
            });
        }

        SqlFunction numbers(OfNumbers function) {
            return values(2, 2, (arguments, _) -> {
                SqlValue.Num first = Conversions.toNumber(arguments[0]);
                SqlValue.Num second = Conversions.toNumber(arguments[1]);
                return first == null || second == null ? SqlValue.UNDEFINED : function.apply(first, second);
            });
        }

        /** A function in double precision; results that are no numbers are Undefined. */
        SqlFunction real(DoubleUnaryOperator function) {
            return number(number -> Decimal.of(function.applyAsDouble(Conversions.toDouble(number))));
        }

        SqlFunction reals(DoubleBinaryOperator function) {
            return numbers((first, second) ->
                    Decimal.of(function.applyAsDouble(Conversions.toDouble(first), Conversions.toDouble(second))));
        }

        SqlFunction text(OfText function) {
            return values(1, 1, (arguments, context) -> {
                String text = context.text(arguments[0]);
                return text == null ? SqlValue.UNDEFINED : function.apply(text);
            });
        }

        SqlFunction texts(OfTexts function) {
            return values(2, 2, (arguments, context) -> {
                String first = context.text(arguments[0]);
                String second = context.text(arguments[1]);
                return first == null || second == null ? SqlValue.UNDEFINED : function.apply(first, second);
            });
        }
    }
}
