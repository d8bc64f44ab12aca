/** The HTTP/1.1 server in front of the AWS APIs. */
@org.jspecify.annotations.NullMarked
package dev.mooring.gateway.http;
