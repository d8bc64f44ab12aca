/** Why something was refused, dropped or closed. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.reason;
