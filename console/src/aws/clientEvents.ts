import type { CallMooring } from './mooring';

/** What happened to a client, and why: `GET /mooring/why`. */
export interface ClientEvent {
  /** Milliseconds since 1970. */
  time: number;
  kind: 'CONNECTED' | 'REFUSED' | 'DENIED' | 'DROPPED' | 'CLOSED';
  reason: string;
  /** The reason as a sentence. */
  text: string;
  /** What to do next, where the server knows. */
  next?: string;
  /** Empty when the client did not get so far as to say it. */
  clientId: string;
  principalId: string;
  connectionId: string;
  address: string;
}

export type Concerning = { clientId: string } | { certificateId: string } | { address: string } | Record<string, never>;

/** A client as it is at this moment. */
export interface ClientNow {
  connected: boolean;
  /** Milliseconds since 1970; with the address and the subscriptions, only while it is connected. */
  since?: number;
  address?: string;
  subscriptions?: Record<string, number>;
}

/** What happened to one client, and how it is now; `now` is missing when the server knows no session of it. */
export async function clientStory(mooring: CallMooring, clientId: string, signal?: AbortSignal): Promise<{ now?: ClientNow; events: ClientEvent[] }> {
  return mooring('GET', '/mooring/why', { query: { clientId }, ...(signal ? { signal } : {}) });
}

/** Events of a client, of a certificate, from an address, or the latest refusals of all; the oldest first. */
export async function clientEvents(mooring: CallMooring, of: Concerning, signal?: AbortSignal): Promise<ClientEvent[]> {
  const answer = await mooring<{ events: ClientEvent[] }>('GET', '/mooring/why', { query: { ...of }, ...(signal ? { signal } : {}) });
  return answer.events;
}

/** Refused something: not merely come or gone. */
export function isRefusal(event: ClientEvent): boolean {
  return event.kind === 'REFUSED' || event.kind === 'DENIED' || event.kind === 'DROPPED';
}
