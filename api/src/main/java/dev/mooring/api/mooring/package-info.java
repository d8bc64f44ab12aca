/** Mooring's own operations, which AWS has not: under {@code /mooring/}, JSON in and out, signed like AWS's. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.mooring;
