/** What functions print: bounded files and the tail that Invoke returns. */
@org.jspecify.annotations.NullMarked
package dev.mooring.lambda.log;
