package dev.mooring.core.authorizer;

import dev.mooring.core.policy.MalformedPolicyException;
import dev.mooring.core.policy.PolicyDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an authorizer's function answers.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/custom-auth-lambda.html">AWS: defining your Lambda
 *     function</a>
 */
public sealed interface AuthorizerResponse {
    int MAX_POLICIES = 10;

    /** Characters of a policy document, white space not counted. */
    int MAX_POLICY_CHARACTERS = 2048;

    Duration MIN_INTERVAL = Duration.ofMinutes(5);
    Duration MAX_INTERVAL = Duration.ofDays(1);

    /**
     * The client is who it says.
     *
     * @param policyDocuments JSON, each as the function wrote it
     * @param disconnectAfter the connection's lifetime, which refreshes do not extend
     * @param refreshAfter when the function is asked again
     */
    record Authenticated(
            String principalId, List<Policy> policyDocuments, Duration disconnectAfter, Duration refreshAfter)
            implements AuthorizerResponse {}

    /** The function says {@code "isAuthenticated": false}. */
    record NotAuthenticated() implements AuthorizerResponse {}

    /** The function's answer is not what it must be. */
    record Malformed(String why) implements AuthorizerResponse {}

    /** A document with its text. */
    record Policy(String text, PolicyDocument document) {}

    static AuthorizerResponse read(byte[] json) {
        try {
            return new Reader(JsonMapper.shared().readTree(json)).read();
        } catch (JacksonException e) {
            return new Malformed("it is not JSON: " + e.getOriginalMessage());
        } catch (Reader.Wrong e) {
            return new Malformed(e.why);
        }
    }

    /** Reads one answer. */
    final class Reader {
        private static final Pattern PRINCIPAL_ID = Pattern.compile("[a-zA-Z0-9]{1,128}");

        private final JsonNode node;

        private Reader(JsonNode node) {
            this.node = node;
        }

        private static final class Wrong extends RuntimeException {
            private static final long serialVersionUID = 1;
            private final String why;

            Wrong(String why) {
                super(why);
                this.why = why;
            }
        }

        private AuthorizerResponse read() {
            if (!node.isObject()) {
                throw new Wrong("it is not a JSON object");
            }
            JsonNode authenticated = node.path("isAuthenticated");
            if (!authenticated.isBoolean()) {
                throw new Wrong("isAuthenticated must be true or false");
            }
            if (!authenticated.asBoolean()) {
                return new NotAuthenticated();
            }
            JsonNode principalId = node.path("principalId");
            if (!principalId.isString()
                    || !PRINCIPAL_ID.matcher(principalId.asString()).matches()) {
                throw new Wrong("principalId must be a string of 1 to 128 letters and digits");
            }
            return new Authenticated(
                    principalId.asString(),
                    policies(),
                    interval("disconnectAfterInSeconds"),
                    interval("refreshAfterInSeconds"));
        }

        private Duration interval(String name) {
            JsonNode value = node.path(name);
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw new Wrong(name + " must be a whole number of seconds");
            }
            long seconds = value.asLong();
            if (seconds < MIN_INTERVAL.toSeconds() || seconds > MAX_INTERVAL.toSeconds()) {
                throw new Wrong(name + " must be from " + MIN_INTERVAL.toSeconds() + " to " + MAX_INTERVAL.toSeconds()
                        + ", not " + seconds);
            }
            return Duration.ofSeconds(seconds);
        }

        private List<Policy> policies() {
            JsonNode documents = node.path("policyDocuments");
            if (!documents.isArray() || documents.size() > MAX_POLICIES) {
                throw new Wrong("policyDocuments must be an array of at most " + MAX_POLICIES + " policy documents");
            }
            List<Policy> policies = new ArrayList<>();
            for (JsonNode document : documents) {
                policies.add(policy(document, policies.size()));
            }
            return policies;
        }

        private static Policy policy(JsonNode document, int index) {
            // The documentation shows objects; AWS's own examples also return strings.
            Optional<String> text = document.isString()
                    ? Optional.of(document.asString())
                    : Optional.of(document).filter(JsonNode::isObject).map(JsonNode::toString);
            String json = text.orElseThrow(() -> new Wrong("policyDocuments[" + index + "] is not a policy document"));
            long characters =
                    json.chars().filter(c -> !Character.isWhitespace(c)).count();
            if (characters > MAX_POLICY_CHARACTERS) {
                throw new Wrong("policyDocuments[" + index + "] has " + characters + " characters; the limit is "
                        + MAX_POLICY_CHARACTERS);
            }
            try {
                return new Policy(json, PolicyDocument.parse(json));
            } catch (MalformedPolicyException e) {
                throw new Wrong("policyDocuments[" + index + "]: " + e.getMessage());
            }
        }
    }
}
