package dev.mooring.core.sql.ast;

import dev.mooring.core.sql.value.SqlValue;
import java.util.List;
import java.util.Optional;

/** An expression. */
public sealed interface Expr {
    Span span();

    /** A number, a string, {@code true}, {@code false} or {@code null}. */
    record Literal(SqlValue value, Span span) implements Expr {}

    /** A field of the payload, or of the row in a nested query; or the alias of a row. */
    record Name(String name, Span span) implements Expr {}

    /** {@code @name}, without the {@code @}. */
    record Variable(String name, Span span) implements Expr {}

    /** {@code *}: the whole payload, or the whole row in a nested query. */
    record Star(Span span) implements Expr {}

    /** {@code object.name}. */
    record Member(Expr object, String name, Span span) implements Expr {}

    record Not(Expr operand, Span span) implements Expr {}

    record Negate(Expr operand, Span span) implements Expr {}

    record Binary(BinaryOperator operator, Expr left, Expr right, Span span) implements Expr {}

    /** {@code item IN array}. */
    record In(Expr item, Expr array, Span span) implements Expr {}

    /** {@code CASE value WHEN … THEN … ELSE … END}. */
    record Case(Expr value, List<When> whens, Optional<Expr> otherwise, Span span) implements Expr {}

    record When(Expr match, Expr result) {}

    /** @param function its canonical name, in lower case; the parser has checked that it exists */
    record Call(String function, List<Expr> arguments, Span span) implements Expr {}

    /** {@code CAST(value AS type)}. */
    record Cast(Expr value, CastType type, Span span) implements Expr {}

    record ArrayLiteral(List<Expr> elements, Span span) implements Expr {}

    record ObjectLiteral(List<Entry> entries, Span span) implements Expr {}

    record Entry(String name, Expr value) {}

    /** A nested query as a value. */
    record Subquery(Query query, Span span) implements Expr {}

    /** {@code EXISTS (query)}. */
    record Exists(Query query, Span span) implements Expr {}
}
