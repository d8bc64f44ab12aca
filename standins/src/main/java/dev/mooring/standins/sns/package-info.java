/** Amazon SNS: topics, subscriptions with filters, deliveries to queues, functions and web servers. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.sns;
