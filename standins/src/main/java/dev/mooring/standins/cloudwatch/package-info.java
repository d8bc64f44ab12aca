/** Amazon CloudWatch: metrics and alarms. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.cloudwatch;
