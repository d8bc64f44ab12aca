/** HTTP as the AWS APIs need it, free of any server library: the port between gateway and api. */
@org.jspecify.annotations.NullMarked
package dev.mooring.api.http;
