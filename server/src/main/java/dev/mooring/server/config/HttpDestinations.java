package dev.mooring.server.config;

/** Where the HTTP actions of rules may send to. */
public enum HttpDestinations {
    /** Anywhere but to destinations that were disabled: for development, where nobody wants to confirm a webhook. */
    OPEN,
    /** Only to destinations that were confirmed and are enabled, as at AWS. */
    CONFIRMED
}
