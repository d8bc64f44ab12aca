package dev.mooring.core.policy;

/**
 * One question to the policies.
 *
 * @param action for example {@code iot:Publish}; see {@link IotActions}
 * @param resource the ARN
 * @param variables what else is known
 */
public record AuthorizationRequest(String action, String resource, PolicyVariables variables) {}
