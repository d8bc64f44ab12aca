/** What a statement says: immutable records without behaviour, each with its place in the text. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.sql.ast;
