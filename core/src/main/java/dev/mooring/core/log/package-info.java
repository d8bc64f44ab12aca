/** Log entries as AWS IoT writes them (logging v2), and which of them an account wants. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.log;
