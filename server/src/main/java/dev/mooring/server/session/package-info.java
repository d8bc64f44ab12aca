/** The broker's sessions in the store. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.session;
