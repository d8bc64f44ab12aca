import { useEffect, useState } from 'react';
import { clientEvents } from '../../aws/clientEvents';
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

/** Which device is watched: whatever name its program gives itself, its certificate gives it away. */
export interface Watched {
  clientId: string;
  certificateId: string;
  topic: string;
}

/**
 * Watches one device: by recordings of its lifecycle events and of its first messages, which are forgotten afterwards, and by
 * what the server remembers of refusals since the watch began.
 */
export function useDeviceEvents({ clientId, certificateId, topic }: Watched) {
  const { mooring } = useAws();
  const [events, setEvents] = useState<DeviceEvent[]>([]);
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    const stop = new AbortController();
    // By the clock of the server: the first answer tells its time, by what is new since.
    let before: Set<string> | undefined;
    const filters = [`$aws/events/presence/+/${clientId}`, topic];
    let timer: number | undefined;
    const look = async () => {
      try {
        const found = (await Promise.all(filters.map((filter) => recorded(mooring, filter, stop.signal)))).flat();
        const refusals = await refused(mooring, clientId, certificateId, stop.signal);
        before ??= new Set(refusals.map((event) => event.id));
        const known = before;
        const next = [...found.map(eventOf).filter((event) => event !== undefined), ...refusals.filter((event) => !known.has(event.id))];
        setError(undefined);
        setEvents(next.sort((a, b) => a.at - b.at).slice(-KEPT));
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
  }, [mooring, clientId, certificateId, topic]);
  return { events, error };
}

async function refused(mooring: Aws['mooring'], clientId: string, principalId: string, signal: AbortSignal): Promise<DeviceEvent[]> {
  // A device that shows no certificate is known by its address only; on this machine that is the browser's too.
  const strangers = isLoopback(location.hostname) ? { sourceIp: '127.0.0.1' } : {};
  const events = await clientEvents(mooring, { clientId, principalId, ...strangers }, signal);
  return events
    .filter((event) => event.kind !== 'CLOSED')
    .map((event) => ({
      id: `${event.timestamp} ${event.connectionId} ${event.kind} ${event.explanation}`,
      kind: 'refused',
      at: event.timestamp,
      text: event.clientId && event.clientId !== clientId ? `${event.clientId}: ${event.explanation}` : event.explanation,
    }));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.');
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
    default:
      // `connect_failed` among them: the refusals say it with its reason.
      return undefined;
  }
}
