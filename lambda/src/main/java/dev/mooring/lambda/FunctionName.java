package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.lambda.LambdaException.Code;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as a request names it: by name, partial ARN or ARN, with or without a qualifier.
 *
 * @param qualifier a version or alias, for example {@code $LATEST}
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">AWS: FunctionName</a>
 */
public record FunctionName(String name, Optional<String> qualifier) {
    public static final String LATEST = "$LATEST";
    private static final int MAX_NAME = 64;
    private static final Pattern FORM = Pattern.compile("(?:arn:aws[a-zA-Z-]*:lambda:(?<region>[a-z0-9-]+):)?"
            + "(?:(?<account>\\d{12}):)?(?:function:)?"
            + "(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9-_]+))?");

    /**
     * @param tenant whose functions the request may name
     * @throws LambdaException InvalidParameterValueException for a form that is none;
     *     ResourceNotFoundException for a function of another account or region
     */
    public static FunctionName parse(Tenant tenant, String text) {
        return parse(tenant, text, Optional.empty());
    }

    /** @param qualifier of the request's own parameter; must agree with the one in the name, if both are given */
    public static FunctionName parse(Tenant tenant, String text, Optional<String> qualifier) {
        Matcher form = FORM.matcher(text);
        if (text.length() > 170 || !form.matches() || form.group("name").length() > MAX_NAME) {
            throw LambdaException.invalidParameter("1 validation error detected: Value '" + text
                    + "' at 'functionName' failed to satisfy constraint: Member must be a function name of at most "
                    + MAX_NAME + " characters [a-zA-Z0-9-_], a partial ARN or an ARN");
        }
        String region = form.group("region");
        if (region != null && !region.equals(tenant.region())) {
            throw new LambdaException(
                    Code.RESOURCE_NOT_FOUND,
                    "Functions from '" + region + "' are not reachable in this region ('" + tenant.region() + "')");
        }
        String account = form.group("account");
        if (account != null && !account.equals(tenant.account())) {
            throw new LambdaException(Code.RESOURCE_NOT_FOUND, "Function not found: " + text);
        }
        Optional<String> inName = Optional.ofNullable(form.group("qualifier"));
        if (inName.isPresent() && qualifier.isPresent() && !inName.equals(qualifier)) {
            throw LambdaException.invalidParameter(
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new FunctionName(form.group("name"), inName.or(() -> qualifier));
    }

    /** The qualifier, if it is an alias: a version is {@code $LATEST} or a number. */
    Optional<String> alias() {
        return qualifier.filter(text -> !text.equals(LATEST) && !text.matches("[0-9]+"));
    }

    /** The qualifier, if it is the number of a published version. */
    public Optional<String> publishedVersion() {
        return qualifier.filter(text -> text.matches("[0-9]+"));
    }

    /**
     * For what only {@code $LATEST} has.
     *
     * @throws LambdaException ResourceNotFoundException for any other qualifier
     */
    public FunctionName requireLatest(Tenant tenant) {
        qualifier.filter(version -> !version.equals(LATEST)).ifPresent(version -> {
            throw notFound(tenant);
        });
        return this;
    }

    LambdaException notFound(Tenant tenant) {
        return new LambdaException(
                Code.RESOURCE_NOT_FOUND,
                "Function not found: " + new Arns(tenant).function(name)
                        + qualifier.map(version -> ":" + version).orElse(""));
    }
}
