package dev.mooring.api.model;

import java.util.List;
import java.util.Optional;

/**
 * An operation of a service.
 *
 * @param uri the pattern of its path and fixed query, for example {@code /destinations/{arn+}}
 * @param status the HTTP status of success
 * @param resultWrapper the element around the output in the query protocol
 * @param errors names of the shapes it may answer
 */
public record OperationModel(
        String name,
        String method,
        String uri,
        int status,
        Optional<String> input,
        Optional<String> output,
        Optional<String> resultWrapper,
        List<String> errors) {}
