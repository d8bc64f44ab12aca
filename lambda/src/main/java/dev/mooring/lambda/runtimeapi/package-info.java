/** The Lambda Runtime API, the only door between a function's process and this server. */
@org.jspecify.annotations.NullMarked
package dev.mooring.lambda.runtimeapi;
