/** Persistent sessions and retained messages: many small changes, written in batches. */
@org.jspecify.annotations.NullMarked
package dev.mooring.store.session;
