/** Amazon CloudWatch Logs: groups, streams, events. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.logs;
