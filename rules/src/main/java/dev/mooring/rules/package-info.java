@org.jspecify.annotations.NullMarked
package dev.mooring.rules;
