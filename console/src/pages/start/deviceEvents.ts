import { useEffect, useRef, useState } from 'react';
import { type Aws, useAws } from '../../aws/clients';

export interface DeviceEvent {
  id: string;
  kind: 'connected' | 'disconnected' | 'refused' | 'message';
  /** Milliseconds since 1970. */
  at: number;
  text: string;
}

interface Recorded {
  topic: string;
  payload?: string;
  timestamp: number;
  clientId?: string;
}

const EVERY_MILLIS = 1000;
const KEPT = 20;

/** Watches one device by recordings of its lifecycle events and of its first messages; they are forgotten afterwards. */
export function useDeviceEvents(clientId: string, topic: string, onConnected: () => void) {
  const { mooring } = useAws();
  const [events, setEvents] = useState<DeviceEvent[]>([]);
  const [error, setError] = useState<unknown>();
  const tellConnected = useRef(onConnected);
  tellConnected.current = onConnected;

  useEffect(() => {
    const stop = new AbortController();
    const filters = [`$aws/events/presence/+/${clientId}`, topic];
    let timer: number | undefined;
    const look = async () => {
      try {
        const found = (await Promise.all(filters.map((filter) => recorded(mooring, filter, stop.signal)))).flat();
        const next = found.map(eventOf).filter((event) => event !== undefined).sort((a, b) => a.at - b.at);
        setError(undefined);
        setEvents(next.slice(-KEPT));
        if (next.some((event) => event.kind === 'connected')) {
          tellConnected.current();
        }
      } catch (failure) {
        if (!stop.signal.aborted) {
          setError(failure);
        }
      }
      if (!stop.signal.aborted) {
        timer = window.setTimeout(() => void look(), EVERY_MILLIS);
      }
    };
    void (async () => {
      try {
        for (const filter of filters) {
          await mooring('POST', '/mooring/recordings', { body: { filter, maxMessages: KEPT, maxBytes: 65_536 }, signal: stop.signal });
        }
        await look();
      } catch (failure) {
        if (!stop.signal.aborted) {
          setError(failure);
        }
      }
    })();
    return () => {
      stop.abort();
      window.clearTimeout(timer);
      for (const filter of filters) {
        void mooring('DELETE', '/mooring/recordings', { query: { filter } }).catch(() => {});
      }
    };
  }, [mooring, clientId, topic]);
  return { events, error };
}

async function recorded(mooring: Aws['mooring'], filter: string, signal: AbortSignal): Promise<Recorded[]> {
  const answer = await mooring<{ messages: Recorded[] }>('GET', '/mooring/recordings/messages', {
    query: { filter, limit: String(KEPT) },
    signal,
  });
  return answer.messages;
}

export function eventOf(message: Recorded, index: number): DeviceEvent | undefined {
  const common = { id: `${message.timestamp} ${message.topic} ${index}`, at: message.timestamp };
  const presence = /^\$aws\/events\/presence\/([^/]+)\//.exec(message.topic)?.[1];
  if (presence === undefined) {
    return { ...common, kind: 'message', text: `${message.topic} ${(message.payload ?? '').slice(0, 200)}` };
  }
  const detail = JSON.parse(message.payload ?? '{}') as Record<string, string>;
  switch (presence) {
    case 'connected':
      return { ...common, kind: 'connected', text: detail.ipAddress ?? '' };
    case 'disconnected':
      return { ...common, kind: 'disconnected', text: detail.disconnectReason ?? '' };
    case 'connect_failed':
      return { ...common, kind: 'refused', text: detail.connectFailureReason ?? '' };
    default:
      return undefined;
  }
}
