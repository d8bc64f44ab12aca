/** The server's counters for Prometheus. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.metrics;
