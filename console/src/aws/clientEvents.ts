import type { CallMooring } from './mooring';

/** What a client was refused, or lost, and why: `GET /mooring/clients/events`. */
export interface ClientEvent {
  /** Milliseconds since 1970. */
  timestamp: number;
  kind: 'REFUSED' | 'DENIED' | 'DROPPED' | 'CLOSED';
  reason: string;
  explanation: string;
  /** Empty when the client did not get so far as to say it. */
  clientId: string;
  principalId: string;
  connectionId: string;
  address: string;
}

export async function clientEvents(
  mooring: CallMooring,
  of: { clientId?: string; principalId?: string; sourceIp?: string },
  signal?: AbortSignal,
): Promise<ClientEvent[]> {
  const answer = await mooring<{ events: ClientEvent[] }>('GET', '/mooring/clients/events', { query: { ...of }, ...(signal ? { signal } : {}) });
  return answer.events;
}
