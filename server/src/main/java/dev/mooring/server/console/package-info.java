/** The web console's files and its sign-in, in front of the AWS APIs on the HTTP port. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.console;
