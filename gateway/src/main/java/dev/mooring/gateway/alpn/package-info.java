/** One TLS port for everything: the application protocol that a client asks for (RFC 7301) chooses the door. */
@org.jspecify.annotations.NullMarked
package dev.mooring.gateway.alpn;
