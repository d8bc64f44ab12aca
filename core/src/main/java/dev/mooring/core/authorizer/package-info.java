/** Custom authorizers without the function: what a client sends, what the function is asked, what its answer means. */
@org.jspecify.annotations.NullMarked
package dev.mooring.core.authorizer;
