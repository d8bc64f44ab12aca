/** What stands behind the SQL functions that ask other services. */
@org.jspecify.annotations.NullMarked
package dev.mooring.rules.service;
