/** Remembers recent messages by topic filter, for drafts of rules to be tried on. */
@org.jspecify.annotations.NullMarked
package dev.mooring.rules.record;
