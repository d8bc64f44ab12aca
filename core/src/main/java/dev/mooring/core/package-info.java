/** The pure domain. No I/O, no threads, no framework; time is an argument. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core;
