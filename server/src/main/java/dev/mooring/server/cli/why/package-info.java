/** How the history of a client is shown in a terminal. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.cli.why;
