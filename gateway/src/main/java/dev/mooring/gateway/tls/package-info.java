/** TLS: the server's identity, and which client certificates are let in. */
@org.jspecify.annotations.NullMarked
package dev.mooring.gateway.tls;
