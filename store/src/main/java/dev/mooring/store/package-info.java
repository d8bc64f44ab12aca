/**
 * Durable state behind small interfaces, a file a table. {@link dev.mooring.store.Store} is the door: every change runs
 * inside {@link dev.mooring.store.Store#write}, every look inside {@link dev.mooring.store.Store#read}.
 */
@org.jspecify.annotations.NullMarked
package dev.mooring.store;
