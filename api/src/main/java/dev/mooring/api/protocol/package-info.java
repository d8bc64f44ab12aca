/** The wire protocols of AWS: which operation a request names, its input, its answer and its refusal. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.protocol;
