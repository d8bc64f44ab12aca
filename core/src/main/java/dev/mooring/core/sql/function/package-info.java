/** The functions, one file each, with their own descriptions and examples. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.sql.function;
