/** Sockets: listeners, TLS, MQTT and HTTP pipelines. The only place that knows Netty. */
@org.jspecify.annotations.NullMarked
package dev.mooring.gateway;
