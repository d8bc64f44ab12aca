/** The published service models: shapes, operations, routes, constraints. Knows nothing of the wire format or the SDK. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.model;
