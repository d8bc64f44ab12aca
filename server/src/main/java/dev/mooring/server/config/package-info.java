/** What the operator chose. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.config;
