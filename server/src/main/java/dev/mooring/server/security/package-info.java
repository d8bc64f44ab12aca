/** Certificates, policies and keys, plugged into the other rooms' ports. */
@org.jspecify.annotations.NullMarked
package dev.mooring.server.security;
