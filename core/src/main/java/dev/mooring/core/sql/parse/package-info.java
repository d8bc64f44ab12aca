/** From text to tree: the lexer and a recursive-descent parser whose errors say what was expected and where. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.sql.parse;
