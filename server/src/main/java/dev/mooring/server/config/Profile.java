package dev.mooring.server.config;

/** How closely the server follows AWS IoT Core where that differs from the MQTT specifications. */
public enum Profile {
    /** Behaves and limits as AWS IoT Core does, quirks included. The default. */
    AWS,
    /** Follows the MQTT specifications to the letter; keeps only the limits that protect the machine. */
    FULL
}
