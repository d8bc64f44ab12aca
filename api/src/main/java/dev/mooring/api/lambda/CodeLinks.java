package dev.mooring.api.lambda;

import dev.mooring.api.PageTokens;
import dev.mooring.core.Tenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Links to the code of functions, as GetFunction gives them: for ten minutes, whoever has one gets the code that the function
 * had then, without a signature.
 *
 * @param tokens make and know them
 * @param address of the API: {@code http://host:port}
 */
public record CodeLinks(PageTokens tokens, Supplier<String> address) {
    /** As at AWS. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    static final String PATH = "/mooring/function-code";
    private static final String PURPOSE = "lambda:FunctionCode";
    private static final String SEPARATOR = "|";

    /**
     * Code of a function.
     *
     * @param name of the function, with its version if it is one
     */
    record Code(Tenant tenant, String name) {}

    String to(Code code, Instant now) {
        String position = String.join(
                SEPARATOR,
                code.tenant().account(),
                code.tenant().region(),
                Long.toString(now.plus(LIFETIME).getEpochSecond()),
                code.name());
        return address.get() + PATH + "?token="
                + URLEncoder.encode(tokens.issue(PURPOSE, position), StandardCharsets.UTF_8);
    }

    /** Empty for a token that was not made here, and for one that is too old. */
    Optional<Code> redeem(String token, Instant now) {
        return tokens.position(PURPOSE, token).flatMap(position -> {
            String[] parts = position.split("\\|", 4);
            try {
                return parts.length == 4 && now.isBefore(Instant.ofEpochSecond(Long.parseLong(parts[2])))
                        ? Optional.of(new Code(new Tenant(parts[0], parts[1]), parts[3]))
                        : Optional.empty();
            } catch (NumberFormatException | DateTimeException notOurs) {
                return Optional.empty();
            }
        });
    }
}
