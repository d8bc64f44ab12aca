import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** What every event has; the rest is told by its type. */
const COMMON = new Set(['id', 'previousEventId', 'timestamp', 'type']);

/** An event's own members: the service puts them into one whose name begins like its type. */
export function detailsOf(event: HistoryEvent): Record<string, unknown> {
  const found = Object.entries(event).find(([name, value]) => !COMMON.has(name) && value !== undefined);
  return (found?.[1] as Record<string, unknown> | undefined) ?? {};
}

/** The state to which each event belongs, by the id of the event: the last one that was entered on the way to it. */
export function statesOf(events: readonly HistoryEvent[]): Map<number, string> {
  const states = new Map<number, string>();
  for (const event of events) {
    const name = event.stateEnteredEventDetails?.name ?? event.stateExitedEventDetails?.name ?? states.get(event.previousEventId ?? 0);
    // The end of the execution comes after its last state, and is none of it.
    if (name !== undefined && event.id !== undefined && !event.type?.startsWith('Execution')) {
      states.set(event.id, name);
    }
  }
  return states;
}
