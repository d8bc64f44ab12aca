/** Which rules a message starts, and what becomes of each: evaluation, actions, retries, error action. */
@org.jspecify.annotations.NullMarked
package dev.mooring.rules;
