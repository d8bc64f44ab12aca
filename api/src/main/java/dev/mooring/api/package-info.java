@org.jspecify.annotations.NullMarked
package dev.mooring.api;
