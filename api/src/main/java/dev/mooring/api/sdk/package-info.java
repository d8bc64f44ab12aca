/** The bridge between plain values and the AWS SDK's model classes, over their public field descriptions. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.sdk;
