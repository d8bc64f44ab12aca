/** What outlives the process: the journal of sessions and retained messages, and who waits for it. */
@org.jspecify.annotations.NullMarked
package dev.mooring.broker.durable;
