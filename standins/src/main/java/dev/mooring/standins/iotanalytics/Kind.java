package dev.mooring.standins.iotanalytics;

import java.util.Set;

/**
 * The four kinds of resources, all made, changed and listed alike.
 *
 * <p>The sets hold what requests may say of them; everything else is refused by name.
 */
enum Kind {
    CHANNEL("channel", Set.of("channelStorage", "retentionPeriod")),
    DATASTORE("datastore", Set.of("datastoreStorage", "retentionPeriod", "fileFormatConfiguration")),
    PIPELINE("pipeline", Set.of("pipelineActivities")),
    DATASET("dataset", Set.of("actions", "retentionPeriod"));

    private final String word;
    private final Set<String> members;

    Kind(String word, Set<String> members) {
        this.word = word;
        this.members = members;
    }

    /** For example {@code channel}. */
    String word() {
        return word;
    }

    String nameMember() {
        return word + "Name";
    }

    Set<String> members() {
        return members;
    }

    /** In the store. */
    String resourceKind() {
        return "iotanalytics." + word;
    }

    /** The log of what lies in a channel or data store. */
    String log(String name) {
        return resourceKind() + "/" + name;
    }
}
