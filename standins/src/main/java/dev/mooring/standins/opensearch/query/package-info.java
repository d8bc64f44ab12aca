/** Searches: from OpenSearch's JSON to Lucene, and aggregations over what was found. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.opensearch.query;
