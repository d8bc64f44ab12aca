/** Amazon Resource Names. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.arn;
