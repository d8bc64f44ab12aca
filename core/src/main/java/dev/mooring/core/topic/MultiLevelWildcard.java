package dev.mooring.core.topic;

/** Whether {@code a/#} matches {@code a}: the one point where AWS IoT Core matches topics unlike MQTT. */
public enum MultiLevelWildcard {
    /** As AWS: {@code a/#} matches {@code a/} and {@code a/b}, not {@code a}. */
    EXCLUDES_PARENT,
    /** As MQTT 5, section 4.7.1.2: {@code a/#} matches {@code a} too. */
    INCLUDES_PARENT
}
