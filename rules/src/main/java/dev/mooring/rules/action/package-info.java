/** What rules do with a result: one file an action. */
@org.jspecify.annotations.NullMarked
package dev.mooring.rules.action;
