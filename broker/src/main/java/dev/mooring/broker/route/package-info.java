/** Which subscriptions a topic reaches. */
@org.jspecify.annotations.NullMarked
package dev.mooring.broker.route;
