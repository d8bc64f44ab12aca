/** Queries that users write, on tables that last no longer than the query. */
@org.jspecify.annotations.NullMarked
package dev.mooring.store.query;
