package dev.mooring.api.model;

import java.util.Map;
import java.util.Optional;

/**
 * One service as AWS publishes it. Immutable.
 *
 * @param name for people, for example {@code AWS IoT}
 * @param targetPrefix what stands before an operation's name in X-Amz-Target
 * @param xmlNamespace of its answers in XML
 */
public record ServiceModel(
        String name,
        Optional<String> targetPrefix,
        Optional<String> xmlNamespace,
        Map<String, OperationModel> operations,
        Map<String, Shape> shapes) {
    public ServiceModel {
        operations = Map.copyOf(operations);
        shapes = Map.copyOf(shapes);
    }

    public Shape shape(String shapeName) {
        Shape shape = shapes.get(shapeName);
        if (shape == null) {
            throw new IllegalStateException("the model of " + name + " has no shape " + shapeName);
        }
        return shape;
    }

    public Shape.Structure structure(String shapeName) {
        return (Shape.Structure) shape(shapeName);
    }

    public Optional<Shape.Structure> input(OperationModel operation) {
        return operation.input().map(this::structure);
    }

    public Optional<Shape.Structure> output(OperationModel operation) {
        return operation.output().map(this::structure);
    }

    /** The exception of that name, if the model has it. */
    public Optional<Shape.Structure> error(String errorName) {
        return shapes.get(errorName) instanceof Shape.Structure structure
                        && structure.error().isPresent()
                ? Optional.of(structure)
                : Optional.empty();
    }
}
