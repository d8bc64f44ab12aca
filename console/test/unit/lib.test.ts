import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../src/i18n/en';
import { ja } from '../../src/i18n/ja';
import { crc32, zip } from '../../src/lib/zip';
import { readMetrics } from '../../src/lib/prometheus';
import { frequencies, rates } from '../../src/pages/monitor/traffic';
import { figuresOf } from '../../src/pages/rules/ruleMetrics';
import { hexOf, lineOf, textOf } from '../../src/lib/payload';
import { propertiesOf } from '../../src/pages/mqtt/PublishForm';
import { ACTION_KINDS, actionOf, draftOf, missing, newDraft } from '../../src/pages/rules/actionKinds';
import { membersOf, sampleTopic } from '../../src/pages/rules/samples';
import { SQL_FUNCTIONS } from '../../src/pages/rules/sqlWords';
import { connectionKit } from '../../src/pages/start/kit';
import { quoted } from '../../src/pages/start/samples/target';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('archives', () => {
  test('the check sum is that of the standard', () => {
    expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
  });

  test('another program unpacks them', () => {
    const directory = mkdtempSync(join(tmpdir(), 'mooring-zip-'));
    const content = { 'a.txt': '', 'sub/ü.txt': 'köstlich 日本\n', 'run.sh': '#!/bin/sh\n' };
    const entries = Object.entries(content).map(([name, text]) => ({ name, content: text, executable: name.endsWith('.sh') }));
    writeFileSync(join(directory, 'x.zip'), zip(entries, new Date(2026, 10, 23, 12, 0, 0)));
    execFileSync('python3', ['-c', 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])', join(directory, 'x.zip'), directory]);
    for (const [name, text] of Object.entries(content)) {
      expect(readFileSync(join(directory, name), 'utf8')).toBe(text);
    }
    rmSync(directory, { recursive: true });
  });
});

describe('the connection kit', () => {
  const target = { thing: "o'pi", host: 'localhost', port: 8883, topic: "devices/o'pi/data" };
  const kit = connectionKit(target, { certificate: 'C', key: 'K', rootCa: 'R' });
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'mooring-kit-'));
    for (const { name, content } of kit) {
      writeFileSync(join(directory, name.replaceAll('/', '_')), content);
    }
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each([
    ['node', ['--check', 'node_device.js']],
    ['python3', ['-m', 'py_compile', 'python_device.py']],
    ['sh', ['-n', 'mosquitto_publish.sh']],
    ['sh', ['-n', 'mosquitto_subscribe.sh']],
  ])('%s accepts its program', (command, options) => {
    execFileSync(command, options, { cwd: directory });
  });

  test('names in shell commands cannot leave their quotes', () => {
    expect(execFileSync('sh', ['-c', `printf %s ${quoted("a'b $(id) `id`")}`]).toString()).toBe("a'b $(id) `id`");
  });
});

describe('actions', () => {
  test('what a form reads from a rule it writes back unchanged', () => {
    const actions = [
      { lambda: { functionArn: 'arn:aws:lambda:us-east-1:0:function:f' } },
      { republish: { roleArn: 'r', topic: 'a/${topic(2)}', qos: 1, headers: { contentType: 'text/plain' } } },
      { dynamoDBv2: { roleArn: 'r', putItem: { tableName: 't' } } },
      { sqs: { roleArn: 'r', queueUrl: 'q', useBase64: true } },
      { http: { url: 'https://x', headers: [{ key: 'a', value: 'b' }], enableBatching: false } },
      { kafka: { destinationArn: 'd', topic: 't', clientProperties: { 'bootstrap.servers': 'h:1' } } },
      { timestream: { roleArn: 'r', databaseName: 'd', dimensions: [{ name: 'n', value: 'v' }] } },
    ];
    for (const action of actions) {
      expect(actionOf(draftOf(action as never))).toEqual(action);
    }
  });

  test('a new action of each kind says what it lacks, and is complete once that is filled in', () => {
    for (const [kind, { fields }] of Object.entries(ACTION_KINDS)) {
      const draft = newDraft(kind, 'arn:aws:iam::0:role/r');
      const values = Object.fromEntries(fields.filter((field) => field.required).map((field) => [field.name, field.type === 'json' ? '{}' : 'x']));
      expect(missing(draft).length, kind).toBeGreaterThan(0);
      expect(missing({ ...draft, values }), kind).toEqual([]);
      expect(Object.keys(actionOf({ ...draft, values }))).toEqual([kind]);
    }
  });
});

describe('samples for rules', () => {
  test.each([
    ["SELECT * FROM 'a/+/b/#'", 'a/sample/b/sample/data'],
    ["select x from  'plain'", 'plain'],
    ['SELECT', ''],
  ])('%s is tried on %s', (sql, topic) => {
    expect(sampleTopic(sql)).toBe(topic);
  });

  test('members of a message are offered with their paths', () => {
    expect(membersOf('{"a": {"b": 1, "c d": 2}, "e": [1]}')).toEqual(['a', 'a.b', 'e']);
    expect(membersOf('{"a"')).toEqual([]);
  });

  test('every function of the reference is offered', () => {
    const reference = readFileSync(join(import.meta.dirname, '../../../docs/reference/sql.md'), 'utf8');
    const documented = [...reference.matchAll(/^### (\w+)\(/gm)].map((match) => match[1]!);
    const offered = SQL_FUNCTIONS.map((signature) => signature.slice(0, signature.indexOf('(')));
    expect(documented.length).toBeGreaterThan(50);
    expect(offered).toEqual(expect.arrayContaining(documented));
  });
});

describe('payloads', () => {
  test('are text where they are text', () => {
    expect(textOf(bytes('köstlich'))).toBe('köstlich');
    expect(textOf(Uint8Array.of(0xff, 0xfe))).toBeUndefined();
  });

  test('are dumped with offsets and letters otherwise', () => {
    expect(hexOf(Uint8Array.from({ length: 18 }, (_, i) => 0x41 + i))).toBe(
      '00000000  41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP\n00000010  51 52                                            QR',
    );
  });

  test('fit on a line', () => {
    expect(lineOf(bytes('{\n  "a": 1\n}'))).toBe('{ "a": 1 }');
    expect(lineOf(Uint8Array.of(0xff, 0x00))).toBe('ff 00');
  });

  test('have user properties that may come again', () => {
    expect(propertiesOf('a=1\nb = x=y\n\na=2\nc')).toEqual({ a: ['1', '2'], b: 'x=y', c: '' });
  });
});

describe('metrics', () => {
  const text = [
    '# HELP aws_iot_TopicMatch_total messages whose topic matched',
    'aws_iot_TopicMatch_total{ActionType="",RuleName="hot",account="1",region="r"} 7.0',
    'aws_iot_Success_total{ActionType="lambda",RuleName="hot",account="1",region="r"} 3.0',
    'aws_iot_Success_total{ActionType="sqs",RuleName="hot",account="1",region="r"} 4.0',
    'aws_iot_TopicMatch_total{ActionType="",RuleName="hot",account="2",region="r"} 100.0',
    'jvm_memory_used_bytes 1.5E8',
    'odd{a="x,\\"y\\"}",b="2"} NaN',
    'nonsense',
  ].join('\n');

  test('are read with their labels', () => {
    const metrics = readMetrics(text);
    expect(metrics.find(({ name }) => name === 'jvm_memory_used_bytes')).toEqual({ name: 'jvm_memory_used_bytes', labels: {}, value: 1.5e8 });
    expect(metrics.find(({ name }) => name === 'odd')?.labels).toEqual({ a: 'x,"y"}', b: '2' });
    expect(metrics.length).toBe(6);
  });

  test('are added up for each rule of the account', () => {
    expect(figuresOf(readMetrics(text), { account: '1', region: 'r' })).toEqual([
      { rule: 'hot', topicMatch: 7, rulesExecuted: 0, success: 7, failure: 0, errors: 0, waiting: 0 },
    ]);
  });

  test('become rates; a counter that began anew is not negative', () => {
    expect(rates([{ at: 0, seen: 10 }, { at: 2000, seen: 30 }, { at: 3000, seen: 5 }]).map(({ y }) => y)).toEqual([10, 0]);
  });

  test('count what is frequent, the most frequent first', () => {
    expect(frequencies(['b', 'a', 'b', 'c', 'a'], 2)).toEqual([{ value: 'a', count: 2 }, { value: 'b', count: 2 }]);
  });

  test('noise is no measurement and breaks nothing', () => {
    let seed = 7;
    const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
    for (let i = 0; i < 20_000; i++) {
      const noise = Array.from({ length: Math.floor(random() * 40) }, () => '{}="\\ \naz_09,.#'[Math.floor(random() * 17)]).join('');
      for (const { name } of readMetrics(noise)) {
        expect(name).toMatch(/^[a-zA-Z_:]/);
      }
    }
  });
});

test('both languages take the same parameters', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'function' ? 'function' : typeof value === 'string' ? 'text' : Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [name, shape(inner)]));
  expect(shape(ja)).toEqual(shape(en));
});
