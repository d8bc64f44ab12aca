/** Amazon S3: buckets and objects, as files that people can open. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.s3;
