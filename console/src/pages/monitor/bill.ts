import type { CallMooring } from '../../aws/mooring';
import type { MeterName } from './history';

export type Item = 'connectivity' | 'messaging' | 'rules' | 'actions' | 'registry';

/** A line of `GET /mooring/bill`. */
export interface BillLine {
  item: Item;
  /** Minutes, or metered units, in the time that was asked for. */
  measured: number;
  perMonth: number;
  dollars: number;
  parts: Partial<Record<MeterName, number>>;
  charges: { quantity: number; dollarsPerMillion: number; dollars: number }[];
}

export interface Bill {
  minutes: number;
  monthMinutes: number;
  region: string;
  /** A day. */
  pricesNotedOn: string;
  /** Whether somebody has compared them with AWS's own table. */
  pricesComparedWithAws: boolean;
  dollars: number;
  lines: BillLine[];
}

export const WINDOWS = { hour: 60, day: 1440, weeks: 20_160 } as const;
export type Window = keyof typeof WINDOWS;

export function fetchBill(mooring: CallMooring, window: Window, signal?: AbortSignal): Promise<Bill> {
  return mooring('GET', '/mooring/bill', { query: { minutes: String(WINDOWS[window]) }, ...(signal ? { signal } : {}) });
}

/** Cents, and as many digits more as an amount below a cent needs to be told from nothing. */
export function dollarsText(dollars: number, locale: string): string {
  const digits = dollars === 0 || dollars >= 0.01 ? 2 : Math.min(6, Math.ceil(-Math.log10(dollars)) + 1);
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: digits }).format(dollars);
}

/** What the month is reckoned from: of connections, parts of minutes too. */
export function measuredOf({ measured, parts }: BillLine): number {
  return parts.connectionMillis === undefined ? measured : parts.connectionMillis / 60_000;
}

/** How a line comes about, one step a line: what was measured, times a month, times its price. */
export function formulaOf(line: BillLine, bill: Bill, locale: string): string[] {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const { perMonth, charges, dollars } = line;
  const measured = measuredOf(line);
  if (measured === 0) {
    return [];
  }
  return [
    `${number.format(measured)} × ${number.format(bill.monthMinutes)} / ${number.format(bill.minutes)} ≈ ${number.format(perMonth)}`,
    ...charges.map((charge) => `${number.format(charge.quantity)} × ${dollarsText(charge.dollarsPerMillion, locale)} / 1,000,000 = ${dollarsText(charge.dollars, locale)}`),
    ...(charges.length > 1 ? [`= ${dollarsText(dollars, locale)}`] : []),
  ];
}
