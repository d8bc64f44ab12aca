package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.api.PageTokens;
import dev.mooring.core.Tenant;

/**
 * What a task token stands for. Tokens cannot be forged, and are the same again after a restart.
 *
 * @param execution its key
 * @param task its number in the execution
 */
record TaskToken(String execution, int task) {
    private static final String QUERY = "states.task";

    String text(PageTokens tokens, Tenant tenant) {
        return tokens.issue(QUERY + tenant, execution + "/" + task);
    }

    /** @throws ApiException InvalidToken */
    static TaskToken of(PageTokens tokens, Tenant tenant, String text) {
        String position = tokens.position(QUERY + tenant, text)
                .orElseThrow(() -> new ApiException("InvalidToken", "Invalid Token: '" + text + "'"));
        int slash = position.lastIndexOf('/');
        return new TaskToken(position.substring(0, slash), Integer.parseInt(position.substring(slash + 1)));
    }
}
