import { useEffect, useRef } from 'react';
import { useAws } from '../aws/clients';
import { isNamed } from '../aws/errors';
import type { CallMooring } from '../aws/mooring';
import { usePoll } from './poll';

export interface RecordedMessage {
  topic: string;
  payload?: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  protocol: string;
  clientId?: string;
}

/** A recording whose page has gone without a word ends after this; each look at it begins the time anew. */
const LEASE_SECONDS = 60;

interface Options {
  maxMessages: number;
  maxBytes: number;
  everyMillis: number;
}

/**
 * Records the messages of a filter while the page is open, and looks at the latest of them. A recording that somebody else
 * began is looked at and left alone; when it has ended, as ours does while the page is out of sight, the next look begins one.
 */
export function useRecording(filter: string, { maxMessages, maxBytes, everyMillis }: Options) {
  const { mooring } = useAws();
  const state = useRef({ mine: false, left: false });
  useEffect(() => {
    const now = { mine: false, left: false };
    state.current = now;
    return () => {
      now.left = true;
      if (now.mine) {
        forget(mooring, filter);
      }
    };
  }, [mooring, filter]);
  const { value, error } = usePoll(
    async (signal) => {
      const now = state.current;
      const look = async () => {
        const [{ recordings }, { messages }] = await Promise.all([
          mooring<{ recordings: { filter: string; seen: number }[] }>('GET', '/mooring/recordings', { signal }),
          mooring<{ messages: RecordedMessage[] }>('GET', '/mooring/recordings/messages', { query: { filter, limit: String(maxMessages) }, signal }),
        ]);
        return { at: Date.now(), seen: recordings.find((known) => known.filter === filter)?.seen ?? 0, messages };
      };
      try {
        return await look();
      } catch (failure) {
        if (!isNamed(failure, 'ResourceNotFoundException') || now.left) {
          throw failure;
        }
        // Not given up half-way: whoever began it must know of it.
        await mooring('POST', '/mooring/recordings', { body: { filter, maxMessages, maxBytes, leaseSeconds: LEASE_SECONDS } });
        now.mine = true;
        if (now.left) {
          forget(mooring, filter);
        }
        return look();
      }
    },
    everyMillis,
    [mooring, filter, maxMessages, maxBytes],
  );
  return { look: value && { at: value.at, seen: value.seen }, messages: value?.messages ?? [], error };
}

/** The lease ends it if this does not. */
function forget(mooring: CallMooring, filter: string): void {
  void mooring('DELETE', '/mooring/recordings', { query: { filter } }).catch(() => {});
}
