package dev.mooring.core.sql.ast;

import java.util.ArrayList;
import java.util.List;

/** The expressions that an expression consists of. */
public final class Operands {
    private Operands() {}

    /** In the order of the text. */
    public static List<Expr> of(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Name _, Expr.Variable _, Expr.Star _ -> List.of();
            case Expr.Member member -> List.of(member.object());
            case Expr.Not not -> List.of(not.operand());
            case Expr.Negate negate -> List.of(negate.operand());
            case Expr.Binary binary -> List.of(binary.left(), binary.right());
            case Expr.In in -> List.of(in.item(), in.array());
            case Expr.Case cases -> of(cases);
            case Expr.Call call -> call.arguments();
            case Expr.Cast cast -> List.of(cast.value());
            case Expr.ArrayLiteral array -> array.elements();
            case Expr.ObjectLiteral object ->
                object.entries().stream().map(Expr.Entry::value).toList();
            case Expr.Subquery subquery -> of(subquery.query());
            case Expr.Exists exists -> of(exists.query());
        };
    }

    private static List<Expr> of(Expr.Case cases) {
        List<Expr> operands = new ArrayList<>();
        operands.add(cases.value());
        for (Expr.When when : cases.whens()) {
            operands.add(when.match());
            operands.add(when.result());
        }
        cases.otherwise().ifPresent(operands::add);
        return operands;
    }

    private static List<Expr> of(Query query) {
        List<Expr> operands = new ArrayList<>();
        for (SelectItem item : query.select().items()) {
            switch (item) {
                case SelectItem.All _ -> {}
                case SelectItem.AllOf spread -> operands.add(spread.object());
                case SelectItem.Item named -> operands.add(named.value());
            }
        }
        operands.add(query.from());
        query.where().ifPresent(operands::add);
        return operands;
    }
}
