/** AWS IoT Analytics: messages go from channels through pipelines into data stores, which datasets query. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.iotanalytics;
