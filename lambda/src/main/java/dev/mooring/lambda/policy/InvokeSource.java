package dev.mooring.lambda.policy;

/**
 * An AWS service that wants to invoke a function for a resource of somebody's.
 *
 * @param servicePrincipal for example {@code iot.amazonaws.com}
 * @param sourceArn for example the ARN of the topic rule
 * @param sourceAccount twelve digits: whose resource it is
 */
public record InvokeSource(String servicePrincipal, String sourceArn, String sourceAccount) {}
