/** The control plane of AWS IoT: one handler class a resource, registered in {@link dev.mooring.api.iot.IotOperations}. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.iot;
