/** Benchmarks. Each prints the median of several runs and what was measured. */
@org.jspecify.annotations.NullMarked
package dev.mooring.bench;
