/** The IoT SQL. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.sql;
