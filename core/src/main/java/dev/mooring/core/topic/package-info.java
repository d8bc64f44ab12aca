/** Topic names, topic filters and matching. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.topic;
