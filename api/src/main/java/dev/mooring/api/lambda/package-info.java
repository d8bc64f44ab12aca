/** AWS Lambda: one handler class a resource, registered in {@link dev.mooring.api.lambda.LambdaOperations}. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.lambda;
