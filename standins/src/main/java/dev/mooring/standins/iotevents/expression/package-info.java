/**
 * The expressions of detector models. Pure.
 *
 * @see <a href="https://docs.aws.amazon.com/iotevents/latest/developerguide/iotevents-expressions.html">AWS: expressions</a>
 */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.iotevents.expression;
