/** What one client's session holds and does: no I/O, no threads; time is an argument. */
@org.jspecify.annotations.NullMarked
package dev.mooring.broker.session;
