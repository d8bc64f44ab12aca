/** A published message and where it came from. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.message;
