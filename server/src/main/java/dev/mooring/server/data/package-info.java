/** The data directory: who may read it, what lies where. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.data;
