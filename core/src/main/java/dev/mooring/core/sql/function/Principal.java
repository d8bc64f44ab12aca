package dev.mooring.core.sql.function;

/** {@code principal()}. */
final class Principal {
    static final SqlFunction FUNCTION = SqlFunction.of("principal()")
            .says(
                    "Returns what the publisher authenticated with: the thumbprint of its X.509 certificate, role-id:session-name, or a user id.")
            .example("principal()", "\"ba67293af50bf2506f5f93469686da660c7c844e7b3950bfb16813e0d31e9373\"")
            .values(
                    0,
                    0,
                    (_, context) ->
                            Texts.nonEmpty(context.input().message().origin().principalId()));

    private Principal() {}
}
