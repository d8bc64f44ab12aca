package dev.mooring.standins.opensearch.query;

import dev.mooring.standins.opensearch.mapping.FieldType;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.WildcardQuery;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Queries as people type them: {@code kitchen -cellar room:"dining room" t:>20 t:[1 TO 5] (a OR b) AND c*}. Fuzziness,
 * proximity, boosts and regular expressions are refused.
 */
final class QueryText {
    private static final int MAX_LENGTH = 8192;
    private static final int MAX_DEPTH = 20;
    private static final String ENDS = " \t\r\n()\"";

    private final String text;
    private final Mapping mapping;
    private final Fields fields;
    private final Occur operator;
    private final Optional<String> defaultField;
    private int at;
    private int depth;
    private int clauses;

    QueryText(String text, Mapping mapping, Fields fields, Occur operator, Optional<String> defaultField) {
        this.text = text;
        this.mapping = mapping;
        this.fields = fields;
        this.operator = operator;
        this.defaultField = defaultField;
    }

    Query query() {
        if (text.length() > MAX_LENGTH) {
            throw SearchException.argument("the query has more than " + MAX_LENGTH + " characters");
        }
        Query query = clauses(defaultField);
        if (at < text.length()) {
            throw failed("an unexpected ')'");
        }
        return query;
    }

    private SearchException failed(String why) {
        return new SearchException(
                400, "query_shard_exception", "Failed to parse query [" + text + "]: " + why + " at position " + at);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean takes(String wanted) {
        boolean isThere = text.startsWith(wanted, at);
        if (isThere) {
            at += wanted.length();
        }
        return isThere;
    }

    /** A word in capitals that stands alone. */
    private boolean takesWord(String word) {
        int end = at + word.length();
        boolean stands = text.startsWith(word, at) && (end == text.length() || ENDS.indexOf(text.charAt(end)) >= 0);
        if (stands) {
            at = end;
        }
        return stands;
    }

    private record Clause(Query query, Occur occur) {}

    /** Up to the end or a closing parenthesis. AND binds its two neighbours as must, as Lucene's classic parser has it. */
    private Query clauses(Optional<String> field) {
        if (++depth > MAX_DEPTH) {
            throw SearchException.argument("the query is nested more than " + MAX_DEPTH + " deep");
        }
        List<Clause> found = new ArrayList<>();
        boolean isAnd = false;
        skipBlanks();
        while (at < text.length() && text.charAt(at) != ')') {
            if (takesWord("AND") || takes("&&")) {
                if (found.isEmpty()) {
                    throw failed("AND without anything before");
                }
                Clause last = found.removeLast();
                found.add(last.occur() == Occur.MUST_NOT ? last : new Clause(last.query(), Occur.MUST));
                isAnd = true;
            } else if (takesWord("OR") || takes("||")) {
                if (found.isEmpty()) {
                    throw failed("OR without anything before");
                }
                isAnd = false;
            } else {
                found.add(clause(field, isAnd ? Occur.MUST : operator));
                isAnd = false;
                if (++clauses > IndexSearcher.getMaxClauseCount()) {
                    throw SearchException.argument("the query has too many clauses");
                }
            }
            skipBlanks();
        }
        depth--;
        return combined(found);
    }

    private static Query combined(List<Clause> found) {
        if (found.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        found.forEach(clause -> builder.add(clause.query(), clause.occur()));
        if (found.stream().allMatch(clause -> clause.occur() == Occur.MUST_NOT)) {
            builder.add(MatchAllDocsQuery.INSTANCE, Occur.MUST);
        }
        return builder.build();
    }

    private Clause clause(Optional<String> field, Occur usual) {
        Occur occur = usual;
        if (takesWord("NOT") || takes("-") || takes("!")) {
            occur = Occur.MUST_NOT;
        } else if (takes("+")) {
            occur = Occur.MUST;
        }
        skipBlanks();
        return new Clause(operand(field), occur);
    }

    private Query operand(Optional<String> outer) {
        Optional<String> field = outer;
        int colon = fieldEnd();
        if (colon > 0) {
            field = Optional.of(text.substring(at, colon).replace("\\", ""));
            at = colon + 1;
        }
        if (takes("(")) {
            Query inner = clauses(field);
            if (!takes(")")) {
                throw failed("a ')' is missing");
            }
            return inner;
        }
        if (takes("\"")) {
            String phrase = until('"');
            refuseSuffix();
            return over(field, (name, value) -> fields.phrase(name, value), phrase);
        }
        if (field.isPresent() && (takes("[") || takes("{"))) {
            return range(field.get(), text.charAt(at - 1) == '[');
        }
        return word(field);
    }

    /** Where the name of a field ends that begins here; -1 when none does. */
    private int fieldEnd() {
        int end = at;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '\\') {
                end += 2;
            } else if (c == ':') {
                return end;
            } else if (Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-' || c == '@') {
                end++;
            } else {
                return -1;
            }
        }
        return -1;
    }

    private String until(char quote) {
        StringBuilder inner = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            inner.append(text.charAt(at++));
        }
        if (at >= text.length()) {
            throw failed("a quote is not closed");
        }
        at++;
        return inner.toString();
    }

    private void refuseSuffix() {
        if (at < text.length() && (text.charAt(at) == '~' || text.charAt(at) == '^')) {
            throw failed("'" + text.charAt(at) + "' is not built here");
        }
    }

    private Query range(String field, boolean includesLower) {
        String lower = bound();
        if (!takesWord("TO")) {
            throw failed("TO is missing in a range");
        }
        String upper = bound();
        boolean includesUpper = takes("]");
        if (!includesUpper && !takes("}")) {
            throw failed("a range is not closed");
        }
        return fields.range(field, bound(lower, includesLower), bound(upper, includesUpper));
    }

    private String bound() {
        skipBlanks();
        int start = at;
        String bound;
        if (takes("\"")) {
            bound = until('"');
        } else {
            while (at < text.length() && " ]}\t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            bound = text.substring(start, at);
        }
        skipBlanks();
        if (bound.isEmpty()) {
            throw failed("a bound of a range is empty");
        }
        return bound;
    }

    private static Optional<Fields.Bound> bound(String value, boolean isIncluded) {
        return value.equals("*") ? Optional.empty() : Optional.of(new Fields.Bound(node(value), isIncluded));
    }

    private static JsonNode node(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }

    private Query word(Optional<String> field) {
        if (field.isPresent()) {
            for (String comparison : List.of(">=", "<=", ">", "<")) {
                if (takes(comparison)) {
                    Optional<Fields.Bound> bound = bound(bound(), comparison.endsWith("="));
                    return comparison.startsWith(">")
                            ? fields.range(field.get(), bound, Optional.empty())
                            : fields.range(field.get(), Optional.empty(), bound);
                }
            }
        }
        if (takes("/")) {
            throw failed("regular expressions are not built here");
        }
        StringBuilder word = new StringBuilder();
        boolean isPattern = false;
        while (at < text.length() && ENDS.indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                c = text.charAt(at);
            } else if (c == '*' || c == '?') {
                isPattern = true;
            } else if (c == '~' || c == '^') {
                refuseSuffix();
            }
            word.append(c);
            at++;
        }
        if (word.isEmpty()) {
            throw failed("a word is missing");
        }
        return isPattern ? pattern(field, word.toString()) : over(field, this::match, word.toString());
    }

    private Query match(String field, JsonNode value) {
        return fields.match(field, value, operator);
    }

    private Query pattern(Optional<String> field, String pattern) {
        if (pattern.equals("*")) {
            return field.filter(name -> !name.equals("*")).map(fields::exists).orElse(MatchAllDocsQuery.INSTANCE);
        }
        return over(
                field,
                (name, value) -> new WildcardQuery(new Term(
                        name,
                        mapping.type(name)
                                        .filter(type -> type == FieldType.TEXT)
                                        .isPresent()
                                ? pattern.toLowerCase(Locale.ROOT)
                                : pattern)),
                pattern);
    }

    @FunctionalInterface
    private interface OfField {
        Query query(String field, JsonNode value);
    }

    /** In the field, or in all that can have the value; the best of them counts. */
    private Query over(Optional<String> field, OfField reader, String value) {
        if (field.isPresent()) {
            return field.get().equals("_exists_") ? fields.exists(value) : reader.query(field.get(), node(value));
        }
        List<Query> any = new ArrayList<>();
        for (Map.Entry<String, Mapping.Field> entry : mapping.fields().entrySet()) {
            try {
                any.add(reader.query(entry.getKey(), node(value)));
            } catch (SearchException e) {
                // A word is no number: it is not in this field.
            }
        }
        return any.isEmpty() ? MatchNoDocsQuery.INSTANCE : new DisjunctionMaxQuery(any, 0);
    }
}
