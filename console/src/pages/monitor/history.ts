import type { CallMooring } from '../../aws/mooring';

/** What the server counts; the names are its own, of `GET /mooring/history`. */
export type MeterName =
  | 'connectionMillis'
  | 'connects'
  | 'refusals'
  | 'messagesInMqtt'
  | 'messagesInHttp'
  | 'messagesRepublished'
  | 'messagesOut'
  | 'unitsIn'
  | 'unitsOut'
  | 'unitsRetained'
  | 'subscriptions'
  | 'acknowledged'
  | 'rulesTriggered'
  | 'ruleErrors'
  | 'actions'
  | 'actionFailures'
  | 'registryOperations';

/** What is zero is left out. */
export type Period = { start: number } & Partial<Record<MeterName, number>>;

export interface History {
  /** Milliseconds since 1970, as all times here. */
  from: number;
  to: number;
  stepMinutes: number;
  /** At this moment. */
  connections: number;
  /** Those in which something was used. */
  periods: Period[];
}

/** How far back, and in what steps: a chart has room for about 150 of them. */
export const SPANS = {
  hour: { minutes: 60, stepMinutes: 1 },
  hours: { minutes: 180, stepMinutes: 1 },
  halfDay: { minutes: 720, stepMinutes: 5 },
  day: { minutes: 1440, stepMinutes: 10 },
  days: { minutes: 4320, stepMinutes: 30 },
  weeks: { minutes: 20_160, stepMinutes: 120 },
} as const;
export type Span = keyof typeof SPANS;

export function fetchHistory(mooring: CallMooring, span: Span, signal?: AbortSignal): Promise<History> {
  const { minutes, stepMinutes } = SPANS[span];
  return mooring('GET', '/mooring/history', {
    query: { minutes: String(minutes), stepMinutes: String(stepMinutes) },
    ...(signal ? { signal } : {}),
  });
}

export interface Point {
  x: Date;
  y: number;
}

const MINUTE = 60_000;

/** Something of each period, those without use included; the last period may not be over yet. */
function eachPeriod(history: History, value: (period: Period, minutes: number) => number): Point[] {
  const step = history.stepMinutes * MINUTE;
  const known = new Map(history.periods.map((period) => [period.start, period]));
  const points: Point[] = [];
  for (let start = history.from; start <= history.to; start += step) {
    const minutes = Math.min(step, history.to - start) / MINUTE;
    if (minutes > 0) {
      points.push({ x: new Date(start), y: value(known.get(start) ?? { start }, minutes) });
    }
  }
  return points;
}

/** How often a minute, on average of each period. One that has lasted for seconds only counts as a minute: it would jump. */
export function perMinute(history: History, ...meters: MeterName[]): Point[] {
  return eachPeriod(history, (period, minutes) => rounded(meters.reduce((sum, meter) => sum + (period[meter] ?? 0), 0) / Math.max(1, minutes)));
}

/** Connections, on average of each period. */
export function connectionsOf(history: History): Point[] {
  return eachPeriod(history, (period, minutes) => rounded((period.connectionMillis ?? 0) / (minutes * MINUTE)));
}

/** The sum of all periods. */
export function totalOf(history: History, ...meters: MeterName[]): number {
  return history.periods.reduce((sum, period) => sum + meters.reduce((part, meter) => part + (period[meter] ?? 0), 0), 0);
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
