/** The broker's own objects in great number: real sessions on simulated connections. */
@org.jspecify.annotations.NullMarked
package dev.mooring.bench.million;
