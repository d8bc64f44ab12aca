/**
 * The Amazon States Language in JSONPath mode: definitions, data flow, and an interpreter without I/O, clock or threads.
 *
 * @see <a href="https://states-language.net/spec.html">The specification of the language</a>
 */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.states.language;
