package dev.mooring.standins.opensearch.query;

import dev.mooring.standins.opensearch.mapping.Dates;
import dev.mooring.standins.opensearch.mapping.DocumentReader;
import dev.mooring.standins.opensearch.mapping.FieldType;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.Scalars;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;

/** Queries for values of one field, by its type. A field that no index has matches nothing. */
record Fields(Mapping mapping, Instant now) {
    static final String ID = "_id";
    static final String INDEX = "_index";
    /** Holds nothing between two uses. */
    private static final Analyzer STANDARD = new StandardAnalyzer();

    /** A bound of a range; included or not. */
    record Bound(JsonNode value, boolean isIncluded) {}

    private static SearchException failed(String field, FieldType type, RuntimeException why) {
        return new SearchException(
                400,
                "query_shard_exception",
                "failed to create query: " + why.getMessage() + " for field [" + field + "] of type [" + type.text()
                        + "]");
    }

    private static String text(JsonNode value) {
        return value.asString();
    }

    /** The value as it is. */
    Query term(String field, JsonNode value) {
        if (field.equals(ID) || field.equals(INDEX)) {
            return new TermQuery(new Term(field, text(value)));
        }
        Optional<FieldType> type = mapping.type(field);
        if (type.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        try {
            return switch (type.get().kind()) {
                case TEXT, KEYWORD -> new TermQuery(new Term(field, text(value)));
                case WHOLE -> LongPoint.newExactQuery(field, Scalars.whole(type.get(), value));
                case FLOATING -> DoublePoint.newExactQuery(field, Scalars.floating(type.get(), value));
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw failed(field, type.get(), e);
        }
    }

    /** The value analyzed where the field is: any or all of its words. */
    Query match(String field, JsonNode value, BooleanClause.Occur occur) {
        if (mapping.type(field).filter(type -> type == FieldType.TEXT).isEmpty()) {
            return term(field, value);
        }
        BooleanQuery.Builder words = new BooleanQuery.Builder();
        List<String> tokens = tokens(text(value));
        tokens.forEach(token -> words.add(new TermQuery(new Term(field, token)), occur));
        return tokens.isEmpty() ? MatchNoDocsQuery.INSTANCE : words.build();
    }

    /** Its words one after the other. */
    Query phrase(String field, JsonNode value) {
        if (mapping.type(field).filter(type -> type == FieldType.TEXT).isEmpty()) {
            return term(field, value);
        }
        List<String> tokens = tokens(text(value));
        return tokens.isEmpty() ? MatchNoDocsQuery.INSTANCE : new PhraseQuery(field, tokens.toArray(String[]::new));
    }

    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        try (TokenStream stream = STANDARD.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tokens;
    }

    Query exists(String field) {
        return new TermQuery(new Term(DocumentReader.EXISTS, field));
    }

    Query range(String field, Optional<Bound> lower, Optional<Bound> upper) {
        Optional<FieldType> type = mapping.type(field);
        if (type.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        try {
            return switch (type.get().kind()) {
                case TEXT, KEYWORD ->
                    new TermRangeQuery(
                            field,
                            lower.map(bound -> new BytesRef(text(bound.value())))
                                    .orElse(null),
                            upper.map(bound -> new BytesRef(text(bound.value())))
                                    .orElse(null),
                            lower.map(Bound::isIncluded).orElse(true),
                            upper.map(Bound::isIncluded).orElse(true));
                case WHOLE -> whole(field, type.get(), lower, upper);
                case FLOATING ->
                    DoublePoint.newRangeQuery(
                            field,
                            lower.map(bound -> above(Scalars.floating(FieldType.DOUBLE, bound.value()), bound))
                                    .orElse(Double.NEGATIVE_INFINITY),
                            upper.map(bound -> below(Scalars.floating(FieldType.DOUBLE, bound.value()), bound))
                                    .orElse(Double.POSITIVE_INFINITY));
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw failed(field, type.get(), e);
        }
    }

    private static double above(double value, Bound bound) {
        return bound.isIncluded() ? value : Math.nextUp(value);
    }

    private static double below(double value, Bound bound) {
        return bound.isIncluded() ? value : Math.nextDown(value);
    }

    private Query whole(String field, FieldType type, Optional<Bound> lower, Optional<Bound> upper) {
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        if (lower.isPresent()) {
            boolean isIncluded = lower.get().isIncluded();
            double exact = type == FieldType.DATE ? 0 : Scalars.floating(FieldType.DOUBLE, number(type, lower.get()));
            long value = type == FieldType.DATE
                    ? Dates.bound(lower.get().value(), now, !isIncluded)
                    : (long) Math.ceil(exact);
            from = isIncluded || (type != FieldType.DATE && value > exact) ? value : Math.addExact(value, 1);
        }
        if (upper.isPresent()) {
            boolean isIncluded = upper.get().isIncluded();
            double exact = type == FieldType.DATE ? 0 : Scalars.floating(FieldType.DOUBLE, number(type, upper.get()));
            long value = type == FieldType.DATE
                    ? Dates.bound(upper.get().value(), now, isIncluded)
                    : (long) Math.floor(exact);
            to = isIncluded || (type != FieldType.DATE && value < exact) ? value : Math.subtractExact(value, 1);
        }
        return LongPoint.newRangeQuery(field, from, to);
    }

    private static JsonNode number(FieldType type, Bound bound) {
        return type == FieldType.BOOLEAN
                ? dev.mooring.standins.Json.MAPPER.getNodeFactory().numberNode(Scalars.whole(type, bound.value()))
                : bound.value();
    }
}
