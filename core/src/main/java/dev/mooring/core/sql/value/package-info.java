/** The data types of the language, their conversions and arithmetic, and their JSON form. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.sql.value;
