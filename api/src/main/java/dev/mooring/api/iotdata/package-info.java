/** The data plane of AWS IoT over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.iotdata;
