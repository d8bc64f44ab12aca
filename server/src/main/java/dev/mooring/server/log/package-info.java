/** Logging v2: which entries an account wants, where they come from in the broker, and where they go. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.log;
