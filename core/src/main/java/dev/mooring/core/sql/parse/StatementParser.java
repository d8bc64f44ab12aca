package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.ast.Select;
import dev.mooring.core.sql.ast.Statement;
import dev.mooring.core.sql.parse.Token.Kind;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.TopicFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whole statements: {@code [SET …] SELECT … [FROM 'filter'] [WHERE …]}.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-reference.html">AWS: SQL reference</a>
 */
public final class StatementParser {
    private final TokenStream tokens;
    private final Set<String> variables = new HashSet<>();
    private final ExpressionParser expressions;

    private StatementParser(String sql, SqlVersion version) {
        tokens = new TokenStream(sql, 0);
        expressions = new ExpressionParser(tokens, version, variables);
    }

    /** @throws SqlParseException if the text is not a statement of the version */
    public static Statement parse(String sql, SqlVersion version) {
        checkLength(sql);
        return new StatementParser(sql, version).statement();
    }

    static void checkLength(String text) {
        if (text.length() > SqlLimits.STATEMENT_CHARS) {
            throw SqlParseException.at(
                    "Expected at most " + SqlLimits.STATEMENT_CHARS + " characters but found " + text.length(),
                    text,
                    SqlLimits.STATEMENT_CHARS);
        }
    }

    private Statement statement() {
        List<Statement.Assignment> assignments = tokens.takeWord("SET") ? assignments() : List.of();
        if (!tokens.peek().isWord("SELECT")) {
            throw tokens.expected(assignments.isEmpty() ? "SELECT or SET" : "SELECT");
        }
        Select select = expressions.queries().select();
        Optional<String> topicFilter = tokens.takeWord("FROM") ? Optional.of(topicFilter()) : Optional.empty();
        Optional<Expr> where = tokens.takeWord("WHERE") ? Optional.of(expressions.expression()) : Optional.empty();
        if (tokens.peek().kind() != Kind.END) {
            throw tokens.expected(
                    where.isPresent() ? "the end" : topicFilter.isPresent() ? "WHERE or the end" : "',', AS or FROM");
        }
        return new Statement(assignments, select, topicFilter, where);
    }

    private List<Statement.Assignment> assignments() {
        List<Statement.Assignment> assignments = new ArrayList<>();
        do {
            Token name = tokens.expect(Kind.VARIABLE, "a variable such as @name");
            if (variables.contains(name.text())) {
                throw tokens.fault("Expected each variable once but found a second " + name.describe(), name.span());
            }
            if (variables.size() == SqlLimits.VARIABLES) {
                throw tokens.fault("Expected at most " + SqlLimits.VARIABLES + " variables", name.span());
            }
            tokens.expectSymbol("=");
            assignments.add(new Statement.Assignment(name.text(), expressions.expression()));
            // Only now: an expression sees the variables before it, not its own.
            variables.add(name.text());
        } while (tokens.takeSymbol(","));
        return assignments;
    }

    private String topicFilter() {
        Token filter = tokens.expect(Kind.STRING, "a topic filter in quotes");
        try {
            return new TopicFilter(filter.text()).text();
        } catch (InvalidTopicException e) {
            throw tokens.fault(
                    "Expected a topic filter but found " + filter.describe() + ": " + e.getMessage(), filter.span());
        }
    }
}
