/** Retained messages. */
@org.jspecify.annotations.NullMarked
package dev.mooring.broker.retained;
