/** What traffic amounts to, in the units that AWS meters, and what it would have cost there. Pure. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.metering;
