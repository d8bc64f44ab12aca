/** The IoT policy language and its evaluator. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.policy;
