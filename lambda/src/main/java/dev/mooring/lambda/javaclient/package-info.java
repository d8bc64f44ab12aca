/**
 * Runs in a Java function's own process: loads its handler, asks the Lambda Runtime API for events, posts what comes of them.
 * Compiled for Java 17, the oldest runtime; uses nothing of the rest of this room. AWS's interfaces, such as
 * {@code RequestHandler}, belong to the function's package and are met by their names only.
 */
@org.jspecify.annotations.NullMarked
package dev.mooring.lambda.javaclient;
