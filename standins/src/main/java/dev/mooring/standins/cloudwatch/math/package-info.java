/** Metric math: expressions over series of values. No I/O. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.cloudwatch.math;
