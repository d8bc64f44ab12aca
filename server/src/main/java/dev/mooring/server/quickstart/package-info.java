/** The first story, played by itself: a real client of a running server, using only its public APIs. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.quickstart;
