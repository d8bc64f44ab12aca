/** Input streams of Salesforce IoT, a product that is gone. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.salesforce;
