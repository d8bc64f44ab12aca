package dev.mooring.standins.cloudwatch.math;

import dev.mooring.standins.cloudwatch.math.Expression.Function;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Expression and series in, value out. */
public final class Evaluator {
    /** What names stand for. */
    public interface Names {
        /** @throws MathException when no query has the id, or they go round in a circle */
        Value of(String id) throws MathException;

        /** The series of all metrics, whose ids contain the text. */
        List<Value.Series> metrics(String part) throws MathException;
    }

    private final Names names;

    public Evaluator(Names names) {
        this.names = names;
    }

    /** @throws MathException where an operator or a function does not take what it gets */
    public Value evaluate(Expression expression) throws MathException {
        return switch (expression) {
            case Expression.Constant constant -> new Value.Scalar(constant.number());
            case Expression.Text text -> throw new MathException("the text \"" + text.text() + "\" is no operand");
            case Expression.Name name -> names.of(name.name());
            case Expression.Negation negation -> each(evaluate(negation.operand()), number -> -number);
            case Expression.Binary binary ->
                binary(operator(binary.operator()), evaluate(binary.left()), evaluate(binary.right()));
            case Expression.ListOf list -> new Value.SeriesList(series(list.elements()));
            case Expression.Call call -> call(call.function(), call.arguments());
        };
    }

    private static DoubleBinaryOperator operator(char sign) {
        return switch (sign) {
            case '+' -> Double::sum;
            case '-' -> (a, b) -> a - b;
            case '*' -> (a, b) -> a * b;
            case '/' -> (a, b) -> a / b;
            case '^' -> Math::pow;
            default -> throw new IllegalStateException("no operator: " + sign);
        };
    }

    private static Value each(Value value, DoubleUnaryOperator operator) {
        return switch (value) {
            case Value.Scalar scalar -> new Value.Scalar(operator.applyAsDouble(scalar.number()));
            case Value.Series series -> map(series, operator);
            case Value.SeriesList list ->
                new Value.SeriesList(
                        list.series().stream().map(one -> map(one, operator)).toList());
        };
    }

    /** Results that are no numbers, as those of a division by zero, are left out. */
    private static Value.Series map(Value.Series series, DoubleUnaryOperator operator) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        series.points().forEach((time, number) -> put(points, time, operator.applyAsDouble(number)));
        return series.with(points);
    }

    private static void put(NavigableMap<Instant, Double> points, Instant time, double number) {
        if (Double.isFinite(number)) {
            points.put(time, number);
        }
    }

    private static Value binary(DoubleBinaryOperator operator, Value left, Value right) throws MathException {
        if (left instanceof Value.Scalar a) {
            return each(right, b -> operator.applyAsDouble(a.number(), b));
        }
        if (right instanceof Value.Scalar b) {
            return each(left, a -> operator.applyAsDouble(a, b.number()));
        }
        if (left instanceof Value.Series a && right instanceof Value.Series b) {
            return both(operator, a, b);
        }
        List<Value.Series> results = new ArrayList<>();
        List<Value.Series> as = list(left);
        List<Value.Series> bs = list(right);
        if (left instanceof Value.SeriesList && right instanceof Value.SeriesList && as.size() != bs.size()) {
            throw new MathException("lists of " + as.size() + " and " + bs.size() + " series do not go together");
        }
        for (int i = 0; i < Math.max(as.size(), bs.size()); i++) {
            results.add(both(
                    operator,
                    left instanceof Value.Series ? as.getFirst() : as.get(i),
                    right instanceof Value.Series ? bs.getFirst() : bs.get(i)));
        }
        return new Value.SeriesList(results);
    }

    /** Where both have a value. */
    private static Value.Series both(DoubleBinaryOperator operator, Value.Series a, Value.Series b)
            throws MathException {
        requireSamePeriod(List.of(a, b));
        NavigableMap<Instant, Double> points = new TreeMap<>();
        a.points().forEach((time, number) -> {
            Double other = b.points().get(time);
            if (other != null) {
                put(points, time, operator.applyAsDouble(number, other));
            }
        });
        return a.with(points);
    }

    private static void requireSamePeriod(List<Value.Series> series) throws MathException {
        if (series.stream().map(Value.Series::periodSeconds).distinct().count() > 1) {
            throw new MathException("metrics of different periods cannot be combined here");
        }
    }

    private List<Value.Series> series(List<Expression> elements) throws MathException {
        List<Value.Series> all = new ArrayList<>();
        for (Expression element : elements) {
            all.addAll(list(evaluate(element)));
        }
        return all;
    }

    private static List<Value.Series> list(Value value) throws MathException {
        return switch (value) {
            case Value.Series series -> List.of(series);
            case Value.SeriesList list -> list.series();
            case Value.Scalar scalar -> throw new MathException("a series is expected, and not a number");
        };
    }

    private Value call(Function function, List<Expression> arguments) throws MathException {
        if (function == Function.METRICS) {
            return metrics(arguments);
        }
        if (function == Function.FILL) {
            return fill(arguments);
        }
        if (arguments.size() != 1) {
            throw new MathException(function + " takes one argument");
        }
        Value argument = evaluate(arguments.getFirst());
        return switch (function) {
            case ABS -> each(argument, Math::abs);
            case CEIL -> each(argument, Math::ceil);
            case FLOOR -> each(argument, Math::floor);
            case AVG, MAX, MIN, SUM -> reduced(function, argument);
            case FILL, METRICS -> throw new IllegalStateException("done above: " + function);
        };
    }

    private Value metrics(List<Expression> arguments) throws MathException {
        if (arguments.isEmpty()) {
            return new Value.SeriesList(names.metrics(""));
        }
        if (arguments.size() == 1 && arguments.getFirst() instanceof Expression.Text text) {
            return new Value.SeriesList(names.metrics(text.text()));
        }
        throw new MathException("METRICS takes nothing or a text in quotes");
    }

    /** A series becomes a number; a list becomes a series, point by point. */
    private static Value reduced(Function function, Value argument) throws MathException {
        return switch (argument) {
            case Value.Scalar scalar -> throw new MathException(function + " takes series, and not a number");
            case Value.Series series ->
                new Value.Scalar(reduce(function, List.copyOf(series.points().values())));
            case Value.SeriesList list -> {
                if (list.series().isEmpty()) {
                    throw new MathException(function + " of no series");
                }
                requireSamePeriod(list.series());
                Map<Instant, List<Double>> columns = new TreeMap<>();
                list.series().forEach(series -> series.points()
                        .forEach((time, number) -> columns.computeIfAbsent(time, t -> new ArrayList<>())
                                .add(number)));
                NavigableMap<Instant, Double> points = new TreeMap<>();
                columns.forEach((time, numbers) -> put(points, time, reduce(function, numbers)));
                yield list.series().getFirst().with(points);
            }
        };
    }

    private static double reduce(Function function, List<Double> numbers) {
        var stream = numbers.stream().mapToDouble(Double::doubleValue);
        return switch (function) {
            case AVG -> stream.average().orElse(Double.NaN);
            case MAX -> stream.max().orElse(Double.NaN);
            case MIN -> stream.min().orElse(Double.NaN);
            case SUM -> stream.sum();
            case ABS, CEIL, FILL, FLOOR, METRICS -> throw new IllegalStateException("does not reduce: " + function);
        };
    }

    private Value fill(List<Expression> arguments) throws MathException {
        if (arguments.size() != 2) {
            throw new MathException("FILL takes a series, and a number, REPEAT or LINEAR");
        }
        Value argument = evaluate(arguments.getFirst());
        List<Value.Series> filled = new ArrayList<>();
        for (Value.Series series : list(argument)) {
            filled.add(filled(series, arguments.getLast()));
        }
        return argument instanceof Value.Series ? filled.getFirst() : new Value.SeriesList(filled);
    }

    private Value.Series filled(Value.Series series, Expression filler) throws MathException {
        if (filler instanceof Expression.Name name && name.name().equals("REPEAT")) {
            return Filling.repeated(series);
        }
        if (filler instanceof Expression.Name name && name.name().equals("LINEAR")) {
            return Filling.linear(series);
        }
        return switch (evaluate(filler)) {
            case Value.Scalar scalar -> Filling.constant(series, scalar.number());
            case Value.Series other -> {
                requireSamePeriod(List.of(series, other));
                yield Filling.from(series, other);
            }
            case Value.SeriesList list -> throw new MathException("FILL cannot fill with a list");
        };
    }
}
