/** Clients without certificate: who they are is said by a signature, or asked of a custom authorizer at CONNECT. */
@org.jspecify.annotations.NullMarked
package dev.mooring.gateway.door;
