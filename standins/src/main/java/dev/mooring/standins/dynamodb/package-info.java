/** Amazon DynamoDB: tables, items, expressions, queries, secondary indexes, time to live. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.dynamodb;
