/** X.509 certificates: issue, read, identify. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.cert;
