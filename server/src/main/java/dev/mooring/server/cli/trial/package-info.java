/** Trials of rules on a terminal: asking the server, drawing its answer. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.cli.trial;
