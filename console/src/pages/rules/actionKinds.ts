import type { Action } from '@aws-sdk/client-iot';

/** How a member of an action is asked for. Texts may hold substitution templates where AWS allows them. */
export interface Field {
  /** The member, with dots into nested ones: `putItem.tableName`. */
  name: string;
  type: 'text' | 'select' | 'number' | 'flag' | 'json' | 'role' | 'function';
  required?: boolean;
  options?: readonly string[];
  example?: string;
}

const role: Field = { name: 'roleArn', type: 'role', required: true };
const needed = (name: string, example?: string): Field => ({ name, type: 'text', required: true, ...(example ? { example } : {}) });
const may = (name: string, example?: string): Field => ({ name, type: 'text', ...(example ? { example } : {}) });
const oneOf = (name: string, options: readonly string[], required = false): Field => ({ name, type: 'select', options, required });
const flag = (name: string): Field => ({ name, type: 'flag' });
const search: readonly Field[] = [
  needed('endpoint', 'https://search.example.com'),
  needed('index'),
  needed('type'),
  needed('id', '${newuuid()}'),
  role,
];

/** The actions that this server runs, with their members in the words of the AWS API. */
export const ACTION_KINDS: Readonly<Record<string, { title: string; fields: readonly Field[] }>> = {
  lambda: { title: 'Lambda', fields: [{ name: 'functionArn', type: 'function', required: true }] },
  republish: {
    title: 'Republish',
    fields: [needed('topic', 'alerts/${topic(2)}'), oneOf('qos', ['0', '1']), role, { name: 'headers', type: 'json', example: '{"contentType": "application/json"}' }],
  },
  sqs: { title: 'SQS', fields: [needed('queueUrl', 'http://localhost:9324/000000000000/queue'), flag('useBase64'), role] },
  sns: { title: 'SNS', fields: [needed('targetArn', 'arn:aws:sns:us-east-1:000000000000:topic'), oneOf('messageFormat', ['RAW', 'JSON']), role] },
  dynamoDBv2: { title: 'DynamoDBv2', fields: [needed('putItem.tableName'), role] },
  dynamoDB: {
    title: 'DynamoDB',
    fields: [
      needed('tableName'),
      needed('hashKeyField'),
      needed('hashKeyValue', '${topic(2)}'),
      oneOf('hashKeyType', ['STRING', 'NUMBER']),
      may('rangeKeyField'),
      may('rangeKeyValue', '${timestamp()}'),
      oneOf('rangeKeyType', ['STRING', 'NUMBER']),
      may('payloadField'),
      oneOf('operation', ['INSERT', 'UPDATE', 'DELETE']),
      role,
    ],
  },
  s3: {
    title: 'S3',
    fields: [
      needed('bucketName'),
      needed('key', '${topic()}/${timestamp()}'),
      oneOf('cannedAcl', [
        'private',
        'public-read',
        'public-read-write',
        'aws-exec-read',
        'authenticated-read',
        'bucket-owner-read',
        'bucket-owner-full-control',
        'log-delivery-write',
      ]),
      role,
    ],
  },
  kinesis: { title: 'Kinesis', fields: [needed('streamName'), may('partitionKey', '${newuuid()}'), role] },
  firehose: { title: 'Firehose', fields: [needed('deliveryStreamName'), oneOf('separator', ['\n', '\t', '\r\n', ',']), flag('batchMode'), role] },
  cloudwatchMetric: {
    title: 'CloudWatch metric',
    fields: [
      needed('metricNamespace'),
      needed('metricName'),
      needed('metricValue', '${temperature}'),
      needed('metricUnit', 'None'),
      may('metricTimestamp'),
      role,
    ],
  },
  cloudwatchAlarm: {
    title: 'CloudWatch alarm',
    fields: [needed('alarmName'), needed('stateReason'), oneOf('stateValue', ['OK', 'ALARM', 'INSUFFICIENT_DATA'], true), role],
  },
  cloudwatchLogs: { title: 'CloudWatch Logs', fields: [needed('logGroupName'), flag('batchMode'), role] },
  stepFunctions: { title: 'Step Functions', fields: [needed('stateMachineName'), may('executionNamePrefix'), role] },
  http: {
    title: 'HTTP',
    fields: [
      needed('url', 'http://localhost:9000/${topic(2)}'),
      may('confirmationUrl'),
      { name: 'headers', type: 'json', example: '[{"key": "x-device", "value": "${topic(2)}"}]' },
      { name: 'auth', type: 'json', example: '{"sigv4": {"signingRegion": "us-east-1", "serviceName": "lambda", "roleArn": "…"}}' },
    ],
  },
  openSearch: { title: 'OpenSearch', fields: search },
  elasticsearch: { title: 'Elasticsearch', fields: search },
  kafka: {
    title: 'Kafka',
    fields: [
      needed('destinationArn', 'arn:aws:iot:us-east-1:000000000000:ruledestination/vpc/1'),
      needed('topic'),
      may('key'),
      may('partition'),
      { name: 'clientProperties', type: 'json', required: true, example: '{"bootstrap.servers": "localhost:9092"}' },
      { name: 'headers', type: 'json', example: '[{"key": "device", "value": "${topic(2)}"}]' },
    ],
  },
  iotAnalytics: { title: 'IoT Analytics', fields: [needed('channelName'), flag('batchMode'), role] },
  iotEvents: { title: 'IoT Events', fields: [needed('inputName'), may('messageId'), flag('batchMode'), role] },
  salesforce: { title: 'Salesforce', fields: [needed('token'), needed('url', 'https://ingestion-….sfdcnow.com/streams/…/event')] },
};

/** An action as it is edited. Members that the form does not know are kept in `rest`. */
export interface ActionDraft {
  kind: string;
  values: Readonly<Record<string, string>>;
  rest: Readonly<Record<string, unknown>>;
}

export function newDraft(kind: string, roleArn: string): ActionDraft {
  const hasRole = ACTION_KINDS[kind]?.fields.some((field) => field.type === 'role');
  return { kind, values: hasRole ? { roleArn } : {}, rest: {} };
}

export function draftOf(action: Action): ActionDraft {
  const [kind, members] = Object.entries(action).find(([, value]) => value !== undefined)!;
  const rest = structuredClone(members) as Record<string, unknown>;
  const values: Record<string, string> = {};
  for (const field of ACTION_KINDS[kind]?.fields ?? []) {
    const value = take(rest, field.name.split('.'));
    if (value !== undefined) {
      values[field.name] = field.type === 'json' ? JSON.stringify(value, null, 2) : String(value);
    }
  }
  return { kind, values, rest };
}

/** @throws SyntaxError if a member that is JSON is not */
export function actionOf(draft: ActionDraft): Action {
  const members = structuredClone(draft.rest) as Record<string, unknown>;
  for (const field of ACTION_KINDS[draft.kind]?.fields ?? []) {
    const text = draft.values[field.name];
    if (text !== undefined && text !== '') {
      put(members, field.name.split('.'), valueOf(field, text));
    }
  }
  return { [draft.kind]: members } as unknown as Action;
}

/** The members that must be filled in and are not. */
export function missing(draft: ActionDraft): string[] {
  return (ACTION_KINDS[draft.kind]?.fields ?? []).filter((field) => field.required && !draft.values[field.name]?.trim()).map((field) => field.name);
}

/** Where the results go, in a word: the first member that must be there. */
export function targetOf(draft: ActionDraft): string {
  const first = ACTION_KINDS[draft.kind]?.fields.find((field) => field.required && field.type !== 'role');
  return (first && draft.values[first.name]) ?? '';
}

function valueOf(field: Field, text: string): unknown {
  if (field.name === 'qos' || field.type === 'number') {
    return Number(text);
  }
  switch (field.type) {
    case 'flag':
      return text === 'true';
    case 'json':
      return JSON.parse(text);
    default:
      return text;
  }
}

function take(members: Record<string, unknown>, path: string[]): unknown {
  const [head, ...tail] = path;
  const value = members[head!];
  if (tail.length === 0) {
    delete members[head!];
    return value;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const taken = take(value as Record<string, unknown>, tail);
  if (Object.keys(value).length === 0) {
    delete members[head!];
  }
  return taken;
}

function put(members: Record<string, unknown>, path: string[], value: unknown): void {
  const [head, ...tail] = path;
  if (tail.length === 0) {
    members[head!] = value;
  } else {
    put((members[head!] ??= {}) as Record<string, unknown>, tail, value);
  }
}
