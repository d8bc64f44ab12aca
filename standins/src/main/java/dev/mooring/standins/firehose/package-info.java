/** Amazon Data Firehose: records gathered into objects in S3. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.firehose;
