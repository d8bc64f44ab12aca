import type { AttributeValue, TableDescription } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;
export type KeyType = 'S' | 'N' | 'B';

export interface Key {
  name: string;
  type: KeyType;
}

/** The table itself, or an index of it: what a query can ask. */
export interface Searchable {
  /** Empty for the table itself. */
  index: string;
  partition: Key;
  sort: Key | undefined;
}

export function searchables(table: TableDescription): Searchable[] {
  const types = new Map((table.AttributeDefinitions ?? []).map((attribute) => [attribute.AttributeName!, attribute.AttributeType as KeyType]));
  const of = (index: string, schema: TableDescription['KeySchema']): Searchable => {
    const key = (kind: string) => {
      const name = schema?.find((element) => element.KeyType === kind)?.AttributeName;
      return name === undefined ? undefined : { name, type: types.get(name) ?? 'S' };
    };
    return { index, partition: key('HASH')!, sort: key('RANGE') };
  };
  return [
    of('', table.KeySchema),
    ...[...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])].map((index) => of(index.IndexName!, index.KeySchema)),
  ];
}

export const CONDITIONS = ['any', '=', '<', '<=', '>', '>=', 'BETWEEN', 'begins_with'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What the user asks for. */
export interface KeyQuestion {
  partition: string;
  condition: Condition;
  sort: string;
  sortTo: string;
}

/** Why a text is no value of a key; undefined if it is one. */
export function keyProblem(type: KeyType, text: string): 'empty' | 'number' | 'base64' | undefined {
  if (text.trim() === '') {
    return 'empty';
  }
  if (type === 'N' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())) {
    return 'number';
  }
  if (type === 'B' && !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.trim())) {
    return 'base64';
  }
  return undefined;
}

function valueOf(type: KeyType, text: string): AttributeValue {
  switch (type) {
    case 'S':
      return { S: text };
    case 'N':
      return { N: text.trim() };
    case 'B':
      return { B: Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0)) };
  }
}

/** The members of a Query that ask it. */
export function queryOf({ index, partition, sort }: Searchable, question: KeyQuestion) {
  const names: Record<string, string> = { '#p': partition.name };
  const values: Record<string, AttributeValue> = { ':p': valueOf(partition.type, question.partition) };
  let expression = '#p = :p';
  if (sort && question.condition !== 'any') {
    names['#s'] = sort.name;
    values[':s'] = valueOf(sort.type, question.sort);
    switch (question.condition) {
      case 'BETWEEN':
        values[':t'] = valueOf(sort.type, question.sortTo);
        expression += ' AND #s BETWEEN :s AND :t';
        break;
      case 'begins_with':
        expression += ' AND begins_with(#s, :s)';
        break;
      default:
        expression += ` AND #s ${question.condition} :s`;
    }
  }
  return {
    ...(index === '' ? {} : { IndexName: index }),
    KeyConditionExpression: expression,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

/** A value as plain JSON. Numbers that JavaScript cannot hold exactly stay texts; sets become arrays, bytes base64. */
export function plainOf(value: AttributeValue): unknown {
  if (value.S !== undefined) {
    return value.S;
  }
  if (value.N !== undefined) {
    return numberOf(value.N);
  }
  if (value.B !== undefined) {
    return base64Of(value.B);
  }
  if (value.BOOL !== undefined) {
    return value.BOOL;
  }
  if (value.SS !== undefined) {
    return value.SS;
  }
  if (value.NS !== undefined) {
    return value.NS.map(numberOf);
  }
  if (value.BS !== undefined) {
    return value.BS.map(base64Of);
  }
  if (value.L !== undefined) {
    return value.L.map(plainOf);
  }
  return value.M === undefined ? null : plainItem(value.M);
}

export function plainItem(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainOf(value)]));
}

/** As the AWS CLI writes it: each value with its type, bytes as base64. */
export function typedJson(item: Item): string {
  return JSON.stringify(item, (_, value: unknown) => (value instanceof Uint8Array ? base64Of(value) : value), 2);
}

function numberOf(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) || (!Number.isInteger(number) && text.replace(/[^0-9]/g, '').replace(/^0+/, '').length <= 15) ? number : text;
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The columns of a table of items: the keys, then what is most frequent, so many in all. */
export function columnsOf(items: readonly Item[], keys: readonly string[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const item of items) {
    for (const name of Object.keys(item)) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const others = [...counts.keys()].filter((name) => !keys.includes(name)).sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  return [...keys, ...others].slice(0, Math.max(most, keys.length));
}
