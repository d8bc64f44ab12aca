/** Function instances as operating system processes: started, pooled, supervised, killed. */
@org.jspecify.annotations.NullMarked
package dev.mooring.lambda.process;
