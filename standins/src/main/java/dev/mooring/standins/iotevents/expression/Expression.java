package dev.mooring.standins.iotevents.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An expression. A part that cannot be computed is undefined (a missing node), and so is what is made of it. */
public sealed interface Expression {
    JsonNode evaluate(Scope scope);

    /** Shows this and all expressions in it. */
    void visit(Consumer<Expression> visitor);

    /** @throws IllegalArgumentException when it is not well-formed; the message says where */
    static Expression parse(String text) {
        return new ExpressionParser(text).parse();
    }

    record Literal(JsonNode value) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return value;
        }

        @Override
        public void visit(Consumer<Expression> visitor) {
            visitor.accept(this);
        }
    }

    /** A text in quotes with {@code ${…}} in it. */
    record Template(List<Expression> parts) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            StringBuilder text = new StringBuilder();
            for (Expression part : parts) {
                JsonNode value = part.evaluate(scope);
                if (value.isMissingNode()) {
                    return value;
                }
                text.append(Operators.text(value));
            }
            return JsonNodeFactory.instance.stringNode(text.toString());
        }

        @Override
        public void visit(Consumer<Expression> visitor) {
            visitor.accept(this);
            parts.forEach(part -> part.visit(visitor));
        }
    }

    /**
     * {@code $input.name.path} or {@code $variable.name}.
     *
     * @param path member names and array indexes
     */
    record Reference(boolean isInput, String name, List<Step> path) implements Expression {
        /** @param index -1 for a member */
        record Step(String member, int index) {}

        @Override
        public JsonNode evaluate(Scope scope) {
            JsonNode node = isInput ? scope.input(name) : scope.variable(name);
            for (Step step : path) {
                node = step.index() < 0 ? node.path(step.member()) : node.path(step.index());
            }
            return node;
        }

        @Override
        public void visit(Consumer<Expression> visitor) {
            visitor.accept(this);
        }
    }

    record Unary(String operator, Expression operand) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return Operators.unary(operator, operand.evaluate(scope));
        }

        @Override
        public void visit(Consumer<Expression> visitor) {
            visitor.accept(this);
            operand.visit(visitor);
        }
    }

    record Binary(String operator, Expression left, Expression right) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            JsonNode a = left.evaluate(scope);
            // Both sides of || count, and the right one is not asked where the left one decides.
            if (operator.equals("||") && a.isBoolean() && a.booleanValue()) {
                return a;
            }
            if (operator.equals("&&") && a.isBoolean() && !a.booleanValue()) {
                return a;
            }
            return Operators.binary(operator, a, right.evaluate(scope));
        }

        @Override
        public void visit(Consumer<Expression> visitor) {
            visitor.accept(this);
            left.visit(visitor);
            right.visit(visitor);
        }
    }

    record Call(Function function, List<Expression> arguments) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            List<JsonNode> values = new ArrayList<>();
            arguments.forEach(argument -> values.add(argument.evaluate(scope)));
            return function.apply(values, scope);
        }

        @Override
        public void visit(Consumer<Expression> visitor) {
            visitor.accept(this);
            arguments.forEach(argument -> argument.visit(visitor));
        }
    }
}
