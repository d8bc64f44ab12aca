/** Clients that keep books, and a server that is killed under them. */
@org.jspecify.annotations.NullMarked
package dev.mooring.e2e.crash;
