/** Sessions, routing, delivery. Knows neither rules, api nor gateway: it offers ports that the server plugs. */
@org.jspecify.annotations.NullMarked
package dev.mooring.broker;
