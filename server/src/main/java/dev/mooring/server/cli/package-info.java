/** The mooring command line. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.cli;
