package dev.mooring.rules.action;

import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.Template;
import java.util.Optional;

/** Fills in the templates of an action for one message. */
record Filling(SqlInput input) {
    /**
     * @param name of the parameter, for messages
     * @throws UndeliverableException if a part of it has no value
     */
    String text(String name, Template template) throws UndeliverableException {
        return template.render(input)
                .orElseThrow(() -> UndeliverableException.forGood(
                        "the template of " + name + " has no value for this message: '" + template.text() + "'"));
    }

    /** Empty only if the parameter was not given. */
    Optional<String> text(String name, Optional<Template> template) throws UndeliverableException {
        return template.isPresent() ? Optional.of(text(name, template.get())) : Optional.empty();
    }
}
