/** The AWS APIs, served from the published model. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api;
