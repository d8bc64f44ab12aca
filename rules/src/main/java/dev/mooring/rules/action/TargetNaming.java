package dev.mooring.rules.action;

/**
 * How an action that delivers to a target is spoken of.
 *
 * @param kind its key in the rule document
 * @param typeName in logs, metrics and error messages
 * @param resourceLabel what its target is called in error messages
 * @param resourceParameter the parameter that names its target
 * @param task what it does, for "Failed to …"
 */
record TargetNaming(String kind, String typeName, String resourceLabel, String resourceParameter, String task) {}
