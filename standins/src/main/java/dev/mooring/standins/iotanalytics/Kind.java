package dev.mooring.standins.iotanalytics;

import java.util.Set;

/** The four kinds of resources, all made, changed and listed alike. */
enum Kind {
    CHANNEL("channel"),
    DATASTORE("datastore"),
    PIPELINE("pipeline"),
    DATASET("dataset");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** For example {@code channel}. */
    String word() {
        return word;
    }

    String nameMember() {
        return word + "Name";
    }

    /** What requests may say of it beside its name; everything else is refused. */
    Set<String> members() {
        return switch (this) {
            case CHANNEL -> Set.of("channelStorage", "retentionPeriod");
            case DATASTORE -> Set.of("datastoreStorage", "retentionPeriod", "fileFormatConfiguration");
            case PIPELINE -> Set.of("pipelineActivities");
            case DATASET -> Set.of("actions", "retentionPeriod");
        };
    }

    /** In the store. */
    String resourceKind() {
        return "iotanalytics." + word;
    }

    /** The log of what lies in a channel or data store, or of a dataset's contents. */
    String log(String name) {
        return resourceKind() + "/" + name;
    }
}
