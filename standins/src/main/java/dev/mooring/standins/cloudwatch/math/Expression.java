package dev.mooring.standins.cloudwatch.math;

import java.util.List;

/** A parsed expression. */
public sealed interface Expression {
    record Constant(double number) implements Expression {}

    /** A text in quotes, which only METRICS takes. */
    record Text(String text) implements Expression {}

    /** Another query by its id, or a word that a function takes, as REPEAT. */
    record Name(String name) implements Expression {}

    record Negation(Expression operand) implements Expression {}

    /** @param operator one of + - * / ^ */
    record Binary(char operator, Expression left, Expression right) implements Expression {}

    record Call(Function function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    record ListOf(List<Expression> elements) implements Expression {
        public ListOf {
            elements = List.copyOf(elements);
        }
    }

    /** The functions that are built. */
    enum Function {
        ABS,
        AVG,
        CEIL,
        FILL,
        FLOOR,
        MAX,
        METRICS,
        MIN,
        SUM
    }

    /** @throws MathException saying what is wrong and where */
    static Expression parse(String text) throws MathException {
        return new Parser(text).parse();
    }
}
