package dev.mooring.lambda.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A permission to use a function. There are no denials in a function's policy: AddPermission cannot make one.
 *
 * @param sid unique in the policy
 * @param action for example {@code lambda:InvokeFunction}
 * @param resource the function's ARN
 * @param conditions operator, condition key, value; in the order in which AWS prints them
 */
public record PolicyStatement(
        String sid, Principal principal, String action, String resource, Map<String, Map<String, String>> conditions) {
    static final String STRING_EQUALS = "StringEquals";
    static final String ARN_LIKE = "ArnLike";
    static final String SOURCE_ACCOUNT = "AWS:SourceAccount";
    static final String SOURCE_ARN = "AWS:SourceArn";

    public PolicyStatement {
        conditions = new LinkedHashMap<>(conditions);
    }

    /** Who may. */
    public sealed interface Principal {
        /** @param name for example {@code iot.amazonaws.com} */
        record Service(String name) implements Principal {}

        /** @param arn an account's root, a user or a role */
        record Aws(String arn) implements Principal {}

        record Anyone() implements Principal {}

        /** The form of AddPermission's parameter: a service's name, an account, an ARN, or {@code *}. */
        static Principal parse(String text) {
            if (text.equals("*")) {
                return new Anyone();
            }
            if (text.matches("\\d{12}")) {
                return new Aws("arn:aws:iam::" + text + ":root");
            }
            return text.startsWith("arn:") ? new Aws(text) : new Service(text);
        }
    }

    /**
     * A statement as AddPermission makes it.
     *
     * @param sourceArn may contain {@code *} and {@code ?}
     */
    public static PolicyStatement of(
            String sid,
            String principal,
            String action,
            String resource,
            Optional<String> sourceArn,
            Optional<String> sourceAccount) {
        Map<String, Map<String, String>> conditions = new LinkedHashMap<>();
        sourceAccount.ifPresent(account -> conditions.put(STRING_EQUALS, Map.of(SOURCE_ACCOUNT, account)));
        sourceArn.ifPresent(arn -> conditions.put(ARN_LIKE, Map.of(SOURCE_ARN, arn)));
        return new PolicyStatement(sid, Principal.parse(principal), action, resource, conditions);
    }

    boolean allowsInvoke(InvokeSource source) {
        boolean mayPrincipal =
                switch (principal) {
                    case Principal.Anyone anyone -> true;
                    case Principal.Service service -> service.name().equals(source.servicePrincipal());
                    case Principal.Aws aws -> false;
                };
        return mayPrincipal
                && (action.equals("lambda:InvokeFunction") || action.equals("lambda:*") || action.equals("*"))
                && conditions.entrySet().stream().allMatch(operator -> operator.getValue().entrySet().stream()
                        .allMatch(condition -> holds(operator.getKey(), condition, source)));
    }

    /** A condition that nobody here can judge does not hold. */
    private static boolean holds(String operator, Map.Entry<String, String> condition, InvokeSource source) {
        String value = condition.getValue();
        return switch (operator + " " + condition.getKey()) {
            case STRING_EQUALS + " " + SOURCE_ACCOUNT -> value.equals(source.sourceAccount());
            case ARN_LIKE + " " + SOURCE_ARN -> ArnPattern.matches(value, source.sourceArn());
            default -> false;
        };
    }
}
