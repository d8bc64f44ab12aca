/** AWS Lambda on this machine: management, resource policies and invocation of functions. */
@org.jspecify.annotations.NullMarked
package dev.mooring.lambda;
