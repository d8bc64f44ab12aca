import { useState } from 'react';
import { type ClientEvent, clientEvents, isRefusal } from '../../aws/clientEvents';
import { useAws } from '../../aws/clients';
import type { CallMooring } from '../../aws/mooring';
import { usePoll } from '../../lib/poll';
import { useRecording } from '../../lib/recording';

export interface DeviceEvent {
  id: string;
  kind: 'connected' | 'disconnected' | 'refused' | 'message';
  /** Milliseconds since 1970. */
  at: number;
  text: string;
  /** What to do about it, where the server knows. */
  next: string | undefined;
}

/** Which device is watched: whatever name its program gives itself, its certificate gives it away. */
export interface Watched {
  clientId: string;
  certificateId: string;
  topic: string;
}

const EVERY_MILLIS = 1000;
const KEPT = 20;

/** What the server tells of a device since the watch began, with the first messages on its topic. */
export function useDeviceEvents({ clientId, certificateId, topic }: Watched) {
  const { mooring } = useAws();
  const recording = useRecording(topic, { maxMessages: KEPT, maxBytes: 65_536, everyMillis: EVERY_MILLIS });
  const [before, setBefore] = useState<ReadonlySet<string>>();
  const { value, error } = usePoll(
    async (signal) => {
      const events = await eventsOf(mooring, clientId, certificateId, signal);
      setBefore((known) => known ?? new Set(events.map(idOf)));
      return events;
    },
    EVERY_MILLIS,
    [mooring, clientId, certificateId],
  );
  const known = before ?? new Set();
  const messages = recording.messages.map((message, index): DeviceEvent => ({
    id: `${message.timestamp} ${index}`,
    kind: 'message',
    at: message.timestamp,
    text: `${message.topic} ${(message.payload ?? '').slice(0, 200)}`,
    next: undefined,
  }));
  const events = [...(value ?? []).filter((event) => !known.has(idOf(event))).map((event) => deviceEvent(event, clientId)), ...messages];
  return { events: events.sort((a, b) => a.at - b.at).slice(-KEPT), error: error ?? recording.error };
}

/** Of the client, of its certificate under whatever name, and of connections of this machine that showed no certificate. */
async function eventsOf(mooring: CallMooring, clientId: string, certificateId: string, signal: AbortSignal): Promise<ClientEvent[]> {
  const [own, ofCertificate, strangers] = await Promise.all([
    clientEvents(mooring, { clientId }, signal),
    clientEvents(mooring, { certificateId }, signal),
    isLoopback(location.hostname) ? clientEvents(mooring, { address: '127.0.0.1' }, signal) : [],
  ]);
  const all = [...own, ...ofCertificate, ...strangers.filter((event) => event.principalId === '')];
  return [...new Map(all.map((event) => [idOf(event), event])).values()];
}

function idOf(event: ClientEvent): string {
  return `${event.time} ${event.connectionId} ${event.kind} ${event.text}`;
}

export function deviceEvent(event: ClientEvent, clientId: string): DeviceEvent {
  const kind = isRefusal(event) ? 'refused' : event.kind === 'CONNECTED' ? 'connected' : 'disconnected';
  const other = event.clientId && event.clientId !== clientId ? `${event.clientId}: ` : '';
  return { id: idOf(event), kind, at: event.time, text: other + event.text, next: event.next };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.');
}
