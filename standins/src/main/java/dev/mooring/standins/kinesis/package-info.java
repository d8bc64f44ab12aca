/** Amazon Kinesis Data Streams: streams, shards, records. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.kinesis;
