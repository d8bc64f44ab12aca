import { useEffect, useState } from 'react';
import { useAws } from '../aws/clients';
import { usePoll } from './poll';

export interface RecordedMessage {
  topic: string;
  payload?: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  protocol: string;
  clientId?: string;
}

/**
 * Records the messages of a filter while the page is open, and looks at the latest of them. A recording that somebody else
 * began is looked at and left alone.
 */
export function useRecording(filter: string, { maxMessages, maxBytes, everyMillis }: { maxMessages: number; maxBytes: number; everyMillis: number }) {
  const { mooring } = useAws();
  const [begun, setBegun] = useState<{ error: unknown }>();
  useEffect(() => {
    let mine = false;
    let left = false;
    const forget = () => void mooring('DELETE', '/mooring/recordings', { query: { filter } }).catch(() => {});
    const begin = async () => {
      const { recordings } = await mooring<{ recordings: { filter: string; running: boolean }[] }>('GET', '/mooring/recordings');
      if (!recordings.some((known) => known.filter === filter && known.running)) {
        await mooring('POST', '/mooring/recordings', { body: { filter, maxMessages, maxBytes } });
        mine = true;
        if (left) {
          forget();
        }
      }
    };
    begin().then(
      () => setBegun({ error: undefined }),
      (error: unknown) => setBegun({ error }),
    );
    return () => {
      left = true;
      if (mine) {
        forget();
      }
    };
  }, [mooring, filter, maxMessages, maxBytes]);
  const ready = begun !== undefined && begun.error === undefined;
  const { value, error } = usePoll(
    async (signal) => {
      if (!ready) {
        return undefined;
      }
      const [{ recordings }, { messages }] = await Promise.all([
        mooring<{ recordings: { filter: string; seen: number }[] }>('GET', '/mooring/recordings', { signal }),
        mooring<{ messages: RecordedMessage[] }>('GET', '/mooring/recordings/messages', {
          query: { filter, limit: String(maxMessages) },
          signal,
        }),
      ]);
      return { at: Date.now(), seen: recordings.find((known) => known.filter === filter)?.seen ?? 0, messages };
    },
    everyMillis,
    [mooring, filter, ready],
  );
  return { look: value && { at: value.at, seen: value.seen }, messages: value?.messages ?? [], error: begun?.error ?? error };
}
