package dev.mooring.standins.opensearch.query;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;

/** The values of a field in some documents. */
record ColumnReader(List<LeafReaderContext> leaves) {
    @FunctionalInterface
    interface OfNumber {
        void accept(int document, long value);
    }

    @FunctionalInterface
    interface OfText {
        void accept(int document, String value);
    }

    /** @param documents in ascending order */
    void numbers(int[] documents, String field, OfNumber consumer) throws IOException {
        int next = 0;
        for (LeafReaderContext leaf : leaves) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            SortedNumericDocValues values = DocValues.getSortedNumeric(leaf.reader(), field);
            for (; next < documents.length && documents[next] < end; next++) {
                if (values.advanceExact(documents[next] - leaf.docBase)) {
                    for (int i = values.docValueCount(); i > 0; i--) {
                        consumer.accept(documents[next], values.nextValue());
                    }
                }
            }
        }
    }

    /** @param documents in ascending order */
    void texts(int[] documents, String field, OfText consumer) throws IOException {
        int next = 0;
        for (LeafReaderContext leaf : leaves) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            SortedSetDocValues values = DocValues.getSortedSet(leaf.reader(), field);
            for (; next < documents.length && documents[next] < end; next++) {
                if (values.advanceExact(documents[next] - leaf.docBase)) {
                    for (int i = values.docValueCount(); i > 0; i--) {
                        consumer.accept(
                                documents[next],
                                values.lookupOrd(values.nextOrd()).utf8ToString());
                    }
                }
            }
        }
    }
}
