package dev.mooring.core.policy;

import java.util.List;

/**
 * What a request knows: the source of policy variables ({@code ${iot:ClientId}}) and of condition keys.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-variables.html">AWS: policy variables</a>
 */
@FunctionalInterface
public interface PolicyVariables {
    /** A request about which nothing is known. */
    PolicyVariables NONE = name -> List.of();

    /**
     * The values under a name. A variable in a text takes the first; conditions see all.
     *
     * @return empty when the name has no value in this request
     */
    List<String> values(VariableName name);

    /** These variables, and where they have no value those of another source (attributes of one request, say). */
    default PolicyVariables orElse(PolicyVariables other) {
        return name -> {
            List<String> own = values(name);
            return own.isEmpty() ? other.values(name) : own;
        };
    }
}
