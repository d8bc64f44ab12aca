/** What happened to clients: the event log and AWS's lifecycle events. */
@org.jspecify.annotations.NullMarked
package dev.mooring.broker.event;
