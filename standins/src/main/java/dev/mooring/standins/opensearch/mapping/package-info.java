/** What the fields of an index are, and documents as Lucene indexes them. No I/O. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.opensearch.mapping;
