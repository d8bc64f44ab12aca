/** From tree to result: a statement is compiled once to small nodes and run on each message. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.sql.eval;
