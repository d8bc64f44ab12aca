/** Why a statement or a template came out as it did on one message: what each expression gave, and why it is Undefined. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.sql.explain;
