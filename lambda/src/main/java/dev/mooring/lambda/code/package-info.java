/** Deployment packages: verified, unpacked, kept while something uses them. */
@org.jspecify.annotations.NullMarked
package dev.mooring.lambda.code;
