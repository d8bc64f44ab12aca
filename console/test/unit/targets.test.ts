import { describe, expect, test } from 'vitest';
import { detailsOf, statesOf } from '../../src/pages/targets/executions';
import { columnsOf, type Item, keyProblem, plainItem, queryOf, searchables, typedJson } from '../../src/pages/targets/items';
import { newest } from '../../src/pages/targets/logTail';
import { metricId, metricTitle } from '../../src/pages/targets/metrics';
import { queueOf } from '../../src/pages/targets/queues';

describe('tables', () => {
  const table = {
    AttributeDefinitions: [
      { AttributeName: 'room', AttributeType: 'S' as const },
      { AttributeName: 'time', AttributeType: 'N' as const },
      { AttributeName: 'hash', AttributeType: 'B' as const },
    ],
    KeySchema: [
      { AttributeName: 'room', KeyType: 'HASH' as const },
      { AttributeName: 'time', KeyType: 'RANGE' as const },
    ],
    GlobalSecondaryIndexes: [{ IndexName: 'byHash', KeySchema: [{ AttributeName: 'hash', KeyType: 'HASH' as const }] }],
  };

  test('and their indexes can be asked', () => {
    expect(searchables(table)).toEqual([
      { index: '', partition: { name: 'room', type: 'S' }, sort: { name: 'time', type: 'N' } },
      { index: 'byHash', partition: { name: 'hash', type: 'B' }, sort: undefined },
    ]);
  });

  test.each([
    ['any', '#p = :p', undefined],
    ['=', '#p = :p AND #s = :s', undefined],
    ['<=', '#p = :p AND #s <= :s', undefined],
    ['BETWEEN', '#p = :p AND #s BETWEEN :s AND :t', { N: '9' }],
    ['begins_with', '#p = :p AND begins_with(#s, :s)', undefined],
  ] as const)('a condition of %s becomes %s', (condition, expression, to) => {
    const query = queryOf(searchables(table)[0]!, { partition: 'attic', condition, sort: ' 1 ', sortTo: '9' });
    expect(query.KeyConditionExpression).toBe(expression);
    expect(query.ExpressionAttributeValues[':p']).toEqual({ S: 'attic' });
    expect(query.ExpressionAttributeValues[':s']).toEqual(condition === 'any' ? undefined : { N: '1' });
    expect(query.ExpressionAttributeValues[':t']).toEqual(to);
    expect(query).not.toHaveProperty('IndexName');
  });

  test('an index is named', () => {
    const query = queryOf(searchables(table)[1]!, { partition: 'AQI=', condition: '=', sort: 'x', sortTo: '' });
    expect(query).toMatchObject({ IndexName: 'byHash', KeyConditionExpression: '#p = :p' });
    expect(query.ExpressionAttributeValues[':p']).toEqual({ B: Uint8Array.of(1, 2) });
  });

  test.each([
    ['S', 'x', undefined],
    ['S', '  ', 'empty'],
    ['N', '-1.5e3', undefined],
    ['N', '.5', undefined],
    ['N', '1x', 'number'],
    ['N', 'Infinity', 'number'],
    ['B', 'AQI=', undefined],
    ['B', 'AQI', 'base64'],
  ] as const)('a key of type %s: %s is %s', (type, text, problem) => {
    expect(keyProblem(type, text)).toBe(problem);
  });

  test('items become plain JSON, in which no number is another one', () => {
    const item: Item = {
      s: { S: 'x' },
      n: { N: '21.5' },
      large: { N: '12345678901234567890' },
      fine: { N: '0.1234567890123456789' },
      b: { B: Uint8Array.of(255) },
      yes: { BOOL: true },
      nothing: { NULL: true },
      l: { L: [{ N: '1' }, { M: { a: { SS: ['p', 'q'] } } }] },
      ns: { NS: ['1', '2'] },
    };
    expect(plainItem(item)).toEqual({
      s: 'x',
      n: 21.5,
      large: '12345678901234567890',
      fine: '0.1234567890123456789',
      b: '/w==',
      yes: true,
      nothing: null,
      l: [1, { a: ['p', 'q'] }],
      ns: [1, 2],
    });
    expect(JSON.parse(typedJson({ b: item.b!, n: item.n! }))).toEqual({ b: { B: '/w==' }, n: { N: '21.5' } });
  });

  test('columns are the keys and what is frequent', () => {
    const items: Item[] = [{ id: { S: '1' }, a: { S: '' }, b: { S: '' } }, { id: { S: '2' }, b: { S: '' }, c: { S: '' } }];
    expect(columnsOf(items, ['id'], 3)).toEqual(['id', 'b', 'a']);
    expect(columnsOf([], ['id', 'time'], 1)).toEqual(['id', 'time']);
  });
});

test('a queue is read from its attributes', () => {
  const queue = queueOf('http://h/1/dead-simple', {
    ApproximateNumberOfMessages: '3',
    VisibilityTimeout: '30',
    CreatedTimestamp: '1800000000',
    RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:1:dead","maxReceiveCount":"4"}',
  });
  expect(queue).toMatchObject({ name: 'dead-simple', fifo: false, waiting: 3, inFlight: 0, visibilitySeconds: 30, redrive: { queueName: 'dead', maxReceives: 4 } });
  expect(queue.created).toEqual(new Date(1_800_000_000_000));
});

describe('the tail of a log', () => {
  const pages = (...sizes: number[]) => {
    let next = 0;
    return (token: string | undefined) => {
      const at = Number(token ?? 0);
      return Promise.resolve({ items: Array.from({ length: sizes[at]! }, () => next++), next: at + 1 < sizes.length ? String(at + 1) : undefined });
    };
  };

  test('is its newest events, the newest first', async () => {
    expect(await newest(3, pages(2, 0, 3))).toEqual({ items: [4, 3, 2], cut: true, unfinished: false });
    expect(await newest(3, pages(1, 2))).toEqual({ items: [2, 1, 0], cut: false, unfinished: false });
    expect(await newest(3, pages(0))).toEqual({ items: [], cut: false, unfinished: false });
  });

  test('says when it was not reached', async () => {
    expect(await newest(2, pages(...Array.from({ length: 30 }, () => 1)))).toMatchObject({ unfinished: true });
  });
});

test('a metric is named by its dimensions too', () => {
  const metric = { Namespace: 'rooms', MetricName: 't', Dimensions: [{ Name: 'room', Value: 'attic' }] };
  expect(metricId(metric)).toBe('rooms / t, room=attic');
  expect(metricTitle(metric)).toBe('t attic');
});

test('events of an execution are told by their state and their own members', () => {
  const events = [
    { id: 1, type: 'ExecutionStarted' as const, timestamp: new Date(0), executionStartedEventDetails: { input: '{}' } },
    { id: 2, previousEventId: 0, type: 'TaskStateEntered' as const, timestamp: new Date(0), stateEnteredEventDetails: { name: 'A' } },
    { id: 3, previousEventId: 2, type: 'TaskScheduled' as const, timestamp: new Date(0) },
    { id: 4, previousEventId: 3, type: 'TaskStateExited' as const, timestamp: new Date(0), stateExitedEventDetails: { name: 'A', output: '1' } },
    { id: 5, previousEventId: 4, type: 'PassStateEntered' as const, timestamp: new Date(0), stateEnteredEventDetails: { name: 'B' } },
    { id: 6, previousEventId: 5, type: 'ExecutionSucceeded' as const, timestamp: new Date(0), executionSucceededEventDetails: { output: '1' } },
  ];
  expect([...statesOf(events)]).toEqual([[2, 'A'], [3, 'A'], [4, 'A'], [5, 'B']]);
  expect(events.map(detailsOf)).toEqual([{ input: '{}' }, { name: 'A' }, {}, { name: 'A', output: '1' }, { name: 'B' }, { output: '1' }]);
});
