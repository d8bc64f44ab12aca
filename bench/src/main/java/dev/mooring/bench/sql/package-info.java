/** JMH benchmarks of the rule language and the rules engine. */
@org.jspecify.annotations.NullMarked
package dev.mooring.bench.sql;
