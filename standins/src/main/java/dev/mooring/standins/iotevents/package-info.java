/** AWS IoT Events: inputs, detector models, detectors. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.iotevents;
