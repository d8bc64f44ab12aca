/** Embedded targets of rules: other AWS services, as far as rules and their users need them. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins;
