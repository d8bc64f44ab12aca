package dev.mooring.store;

/** What a committed write survives. */
public enum Durability {
    /** Power loss: each group of writes is forced to the disk. The default. */
    FSYNC,
    /** The end of this process, however sudden; after power loss the last moments may be missing. */
    OS
}
