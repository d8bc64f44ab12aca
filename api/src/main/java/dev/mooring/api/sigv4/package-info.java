/** Signature Version 4: who signed a request, and whether it is the request they signed. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.sigv4;
