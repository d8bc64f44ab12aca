/** AWS Step Functions: state machines, executions, activities. */
@org.jspecify.annotations.NullMarked
package dev.mooring.standins.states;
