import { describe, expect, test } from 'vitest';
import { type Bill, dollarsText, formulaOf } from '../../src/pages/monitor/bill';
import { connectionsOf, type History, perMinute, totalOf } from '../../src/pages/monitor/history';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const MINUTE = 60_000;

describe('history', () => {
  const history: History = {
    from: NOON,
    to: NOON + 25 * MINUTE,
    stepMinutes: 10,
    connections: 2,
    periods: [
      { start: NOON, messagesInMqtt: 100, messagesInHttp: 20, connectionMillis: 15 * MINUTE },
      { start: NOON + 20 * MINUTE, messagesInMqtt: 50, connectionMillis: 10 * MINUTE },
    ],
  };

  test('a period without use is zero, and one that is not over counts for as long as it is', () => {
    expect(perMinute(history, 'messagesInMqtt', 'messagesInHttp')).toEqual([
      { x: new Date(NOON), y: 12 },
      { x: new Date(NOON + 10 * MINUTE), y: 0 },
      { x: new Date(NOON + 20 * MINUTE), y: 10 },
    ]);
    expect(connectionsOf(history).map(({ y }) => y)).toEqual([1.5, 0, 2]);
  });

  test('a minute that has just begun makes no rate of its own', () => {
    const begun: History = { from: NOON, to: NOON + 100, stepMinutes: 1, connections: 0, periods: [{ start: NOON, messagesInMqtt: 5 }] };
    expect(perMinute(begun, 'messagesInMqtt').map(({ y }) => y)).toEqual([5]);
  });

  test('totals are sums', () => {
    expect(totalOf(history, 'messagesInMqtt', 'messagesInHttp')).toBe(170);
    expect(totalOf(history, 'actions')).toBe(0);
  });
});

describe('the bill', () => {
  const bill: Bill = { minutes: 60, monthMinutes: 43_800, region: 'us-east-1', pricesNotedOn: '2026-01-01', pricesComparedWithAws: false, dollars: 0, lines: [] };

  test.each([
    [0, '$0.00'],
    [0.000012, '$0.000012'],
    [0.0035, '$0.0035'],
    [0.014, '$0.01'],
    [4200, '$4,200.00'],
  ])('%d dollars are %s', (dollars, text) => {
    expect(dollarsText(dollars, 'en')).toBe(text);
  });

  test('a line is explained step by step, tier by tier', () => {
    const line = {
      item: 'messaging' as const,
      measured: 2_000_000,
      perMonth: 1_460_000_000,
      dollars: 1368,
      parts: {},
      charges: [
        { quantity: 1_000_000_000, dollarsPerMillion: 1, dollars: 1000 },
        { quantity: 460_000_000, dollarsPerMillion: 0.8, dollars: 368 },
      ],
    };
    expect(formulaOf(line, bill, 'en')).toEqual([
      '2,000,000 × 43,800 / 60 ≈ 1,460,000,000',
      '1,000,000,000 × $1.00 / 1,000,000 = $1,000.00',
      '460,000,000 × $0.80 / 1,000,000 = $368.00',
      '= $1,368.00',
    ]);
    const seconds = { item: 'connectivity' as const, measured: 1, perMonth: 365, dollars: 0.000029, parts: { connectionMillis: 30_000 }, charges: [] };
    expect(formulaOf(seconds, bill, 'en')).toEqual(['0.5 × 43,800 / 60 ≈ 365']);
    expect(formulaOf({ ...line, measured: 0, perMonth: 0, charges: [], dollars: 0 }, bill, 'en')).toEqual([]);
  });
});
