/** The wire format REST-JSON: HTTP to values and back, guided by the model; the constraints of the model. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.restjson;
