import mqtt, { type IClientPublishOptions, type MqttClient } from 'mqtt';
import type { Session } from '../../app/session';
import { signer } from '../../aws/mooring';

export interface Received {
  /** Counts up from 1 over all messages of the page. */
  id: number;
  at: number;
  topic: string;
  payload: Uint8Array;
  qos: number;
  retain: boolean;
  properties: Record<string, unknown>;
}

export type Connection = { state: 'connecting' } | { state: 'connected'; clientId: string } | { state: 'failed'; why: string };

export interface View {
  connection: Connection;
  messages: readonly Received[];
  /** How many are not shown because the list is full. */
  dropped: number;
  filters: readonly { filter: string; qos: 0 | 1 | 2 }[];
}

/** The oldest give way: a browser's memory is finite, and nobody scrolls further. */
const KEPT = 10_000;
const PRESIGNED_SECONDS = 300;
const RECONNECT_MILLIS = 3000;

/** The address of MQTT over WebSocket, signed as AWS's SDKs sign it. */
async function presigned(session: Session): Promise<string> {
  const request = await signer(session, 'iotdevicegateway').presign(
    { method: 'GET', protocol: location.protocol, hostname: location.hostname, path: '/mqtt', query: {}, headers: { host: location.host } },
    { expiresIn: PRESIGNED_SECONDS },
  );
  const query = Object.entries(request.query ?? {}).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/mqtt?${query.join('&')}`;
}

/**
 * One MQTT 5 connection of the page. It lives outside of React: messages come by the thousand, and are shown once a frame.
 */
export class MqttSession {
  private client: MqttClient | undefined;
  private view: View = { connection: { state: 'connecting' }, messages: [], dropped: 0, filters: [] };
  private arrived: Received[] = [];
  private listeners = new Set<() => void>();
  private counter = 0;
  private scheduled = false;
  private closed = false;
  paused = false;

  constructor(private readonly session: Session) {
    void this.connect();
  }

  snapshot = (): View => this.view;

  listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private async connect(): Promise<void> {
    const clientId = `console-${crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36)}`;
    try {
      const url = await presigned(this.session);
      if (this.closed) {
        return;
      }
      this.client = mqtt.connect(url, {
        clientId,
        protocolVersion: 5,
        reconnectPeriod: 0,
        // The others would start a worker from a blob: address, which the content security policy forbids.
        timerVariant: 'native',
      });
    } catch (error) {
      this.fail(error);
      return;
    }
    const client = this.client;
    client.on('connect', () => {
      this.show({ connection: { state: 'connected', clientId } });
      for (const { filter, qos } of this.view.filters) {
        client.subscribe(filter, { qos });
      }
    });
    client.on('message', (topic, payload, packet) => {
      this.arrived.push({
        id: ++this.counter,
        at: Date.now(),
        topic,
        payload,
        qos: packet.qos,
        retain: packet.retain,
        properties: { ...packet.properties },
      });
      this.schedule();
    });
    client.on('error', (error) => this.fail(error));
    client.on('close', () => {
      if (!this.closed) {
        this.fail(this.view.connection.state === 'failed' ? this.view.connection.why : undefined);
        setTimeout(() => !this.closed && void this.connect(), RECONNECT_MILLIS);
      }
    });
  }

  private fail(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error ?? '');
    this.show({ connection: { state: 'failed', why } });
  }

  /** @throws with the broker's reason when the subscription is refused */
  async subscribe(filter: string, qos: 0 | 1 | 2): Promise<void> {
    const client = this.connected();
    const [granted] = await client.subscribeAsync(filter, { qos });
    if (granted && (granted.qos as number) >= 0x80) {
      throw new Error(`0x${(granted.qos as number).toString(16)}`);
    }
    this.show({ filters: [...this.view.filters.filter((known) => known.filter !== filter), { filter, qos }] });
  }

  async unsubscribe(filter: string): Promise<void> {
    await this.connected().unsubscribeAsync(filter);
    this.show({ filters: this.view.filters.filter((known) => known.filter !== filter) });
  }

  async publish(topic: string, payload: string, options: IClientPublishOptions): Promise<void> {
    await this.connected().publishAsync(topic, payload, options);
  }

  clear(): void {
    this.arrived = [];
    this.show({ messages: [], dropped: 0 });
  }

  resume(paused: boolean): void {
    this.paused = paused;
    this.schedule();
  }

  close(): void {
    this.closed = true;
    this.client?.end(true);
  }

  private connected(): MqttClient {
    if (!this.client?.connected) {
      throw new Error('not connected');
    }
    return this.client;
  }

  private schedule(): void {
    if (this.scheduled || this.paused || this.arrived.length === 0) {
      // While paused they wait, but no more of them than would be shown.
      this.arrived = this.arrived.slice(-KEPT);
      return;
    }
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      const all = [...this.view.messages, ...this.arrived];
      this.arrived = [];
      this.show({ messages: all.slice(-KEPT), dropped: this.view.dropped + Math.max(0, all.length - KEPT) });
    });
  }

  private show(changed: Partial<View>): void {
    this.view = { ...this.view, ...changed };
    for (const listener of this.listeners) {
      listener();
    }
  }
}
