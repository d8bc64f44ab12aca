/** Amazon OpenSearch Service: domains, and the REST API of their indexes. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.opensearch;
