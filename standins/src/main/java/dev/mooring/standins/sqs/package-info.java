/** Amazon SQS: queues with visibility timeouts, FIFO order, long polling and dead letters. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.sqs;
