package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.CastType;
import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.ast.Query;
import dev.mooring.core.sql.function.FunctionRegistry;
import dev.mooring.core.sql.function.SqlFunction;
import dev.mooring.core.sql.value.SqlValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the expressions of one statement or template into nodes, and finds out what each name stands for. */
final class Compiler {
    /** How many nodes of a nested query count as a step of work for each row. */
    private static final int NODES_PER_STEP = 16;

    private final SqlVersion version;
    private final Variables variables;
    private final Instrumentation instrumentation;
    private final Map<String, Integer> aliases = new HashMap<>();
    private int aliasCount;
    private boolean inQuery;
    private boolean callsServices;
    private int dynamodbCalls;
    private int nodes;

    Compiler(SqlVersion version, Variables variables, Instrumentation instrumentation) {
        this.version = version;
        this.variables = variables;
        this.instrumentation = instrumentation;
        this.aliasCount = variables.aliasCount();
    }

    int aliasCount() {
        return aliasCount;
    }

    boolean callsServices() {
        return callsServices;
    }

    int dynamodbCalls() {
        return dynamodbCalls;
    }

    SqlVersion version() {
        return version;
    }

    Node compile(Expr expr) {
        nodes++;
        return instrumentation.around(expr, node(expr));
    }

    private Node node(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> constant(literal.value());
            case Expr.Name name -> name(name.name());
            case Expr.Variable variable -> variable(variable.name());
            case Expr.Star _ -> inQuery ? Evaluation::row : Evaluation::payload;
            case Expr.Member member -> member(compile(member.object()), member.name());
            case Expr.Not not -> Operators.not(compile(not.operand()));
            case Expr.Negate negate -> Operators.negate(compile(negate.operand()));
            case Expr.Binary binary ->
                Operators.binary(binary.operator(), compile(binary.left()), compile(binary.right()));
            case Expr.In in -> Operators.in(compile(in.item()), compile(in.array()));
            case Expr.Case cases -> caseNode(cases);
            case Expr.Call call -> call(call);
            case Expr.Cast cast -> cast(compile(cast.value()), cast.type());
            case Expr.ArrayLiteral array -> Literals.array(compileAll(array.elements()));
            case Expr.ObjectLiteral object -> object(object.entries());
            case Expr.Subquery subquery -> query(subquery.query()).asValue();
            case Expr.Exists exists -> query(exists.query()).asExists();
        };
    }

    List<Node> compileAll(List<Expr> exprs) {
        return exprs.stream().map(this::compile).toList();
    }

    private static Node constant(SqlValue value) {
        return _ -> value;
    }

    private Node variable(String name) {
        int slot = variables.slot(name);
        callsServices |= variables.callsServices(slot);
        return evaluation -> evaluation.variable(slot);
    }

    private Node name(String name) {
        Integer slot = aliases.get(name);
        if (slot != null) {
            int known = slot;
            return evaluation -> evaluation.alias(known);
        }
        return member(inQuery ? Evaluation::row : Evaluation::payload, name);
    }

    private static Node member(Node object, String name) {
        return evaluation ->
                object.eval(evaluation) instanceof SqlValue.Obj members ? members.get(name) : SqlValue.UNDEFINED;
    }

    private static Node cast(Node value, CastType type) {
        return evaluation -> Casts.cast(value.eval(evaluation), type, evaluation);
    }

    private Node object(List<Expr.Entry> entries) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (Expr.Entry entry : entries) {
            members.put(entry.name(), compile(entry.value()));
        }
        return Literals.object(members);
    }

    private Node caseNode(Expr.Case cases) {
        Node value = compile(cases.value());
        List<Node> matches =
                cases.whens().stream().map(when -> compile(when.match())).toList();
        List<Node> results =
                cases.whens().stream().map(when -> compile(when.result())).toList();
        Node otherwise = cases.otherwise().map(this::compile).orElse(constant(SqlValue.UNDEFINED));
        return Operators.caseOf(value, matches, results, otherwise);
    }

    private Node call(Expr.Call call) {
        SqlFunction function = FunctionRegistry.STANDARD
                .find(call.function())
                .orElseThrow(() -> new IllegalStateException("the parser let an unknown function pass: " + call));
        callsServices |= function.callsService(call.arguments().size());
        dynamodbCalls += function.name().equals("get_dynamodb") ? 1 : 0;
        List<Expr> arguments = call.arguments();
        if (!function.takes(arguments.size())) {
            return constant(SqlValue.UNDEFINED);
        }
        Optional<SqlFunction.Body> forPayload =
                !arguments.isEmpty() && arguments.getFirst() instanceof Expr.Star && !inQuery
                        ? function.bodyForPayload()
                        : Optional.empty();
        Node[] nodes = compileAll(arguments).toArray(Node[]::new);
        if (forPayload.isPresent()) {
            nodes[0] = constant(SqlValue.UNDEFINED);
        }
        return new FunctionCall(forPayload.orElseGet(function::body), nodes);
    }

    /** A call: evaluates the arguments, then the body. */
    private record FunctionCall(SqlFunction.Body body, Node[] arguments) implements Node {
        @Override
        public SqlValue eval(Evaluation evaluation) {
            SqlValue[] values = new SqlValue[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].eval(evaluation);
            }
            return body.apply(values, evaluation);
        }
    }

    /** The source is looked up where the query stands; everything else sees the row. */
    private CompiledQuery query(Query query) {
        Node from = compile(query.from());
        boolean outer = inQuery;
        inQuery = true;
        int slot = -1;
        @Nullable Integer hidden = null;
        if (query.alias().isPresent()) {
            slot = aliasCount++;
            hidden = aliases.put(query.alias().get(), slot);
        }
        int nodesBefore = nodes;
        Optional<Node> where = query.where().map(this::compile);
        Projection projection = Projection.of(query.select(), this);
        int rowSteps = 1 + (nodes - nodesBefore) / NODES_PER_STEP;
        CompiledQuery compiled = new CompiledQuery(from, slot, where, projection, rowSteps);
        if (query.alias().isPresent()) {
            if (hidden == null) {
                aliases.remove(query.alias().get());
            } else {
                aliases.put(query.alias().get(), hidden);
            }
        }
        inQuery = outer;
        return compiled;
    }
}
