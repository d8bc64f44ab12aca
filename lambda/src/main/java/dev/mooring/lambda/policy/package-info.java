/** Resource policies of functions. */
@org.jspecify.annotations.NullMarked
package dev.mooring.lambda.policy;
