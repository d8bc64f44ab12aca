import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { CreateStreamCommand, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openWindow, startBrowser } from './browser.mjs';
import { clientConfiguration, HTTP_1, startServer } from './server.mjs';

let server;
let browser;
let configuration;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  configuration = clientConfiguration(server);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const reading = (room, t) => JSON.stringify({ room, t });
test('a queue is made, sent to, peeked into without taking anything, and purged', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/queues');
  await page.getByRole('button', { name: 'Create queue', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.getByText('A name is needed').waitFor();
  await page.getByRole('textbox', { name: 'Queue name' }).fill('no such name!');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('InvalidParameterValue').waitFor();
  await page.getByRole('textbox', { name: 'Queue name' }).fill('readings');
  await page.keyboard.press('Enter');
  await page.getByText('Created readings').waitFor();
  await window.check('queues');
  await page.getByRole('link', { name: 'readings' }).click();
  await page.getByText('Not looked yet').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sent', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByRole('button', { name: /^Show .*21\.5/ }).click();
  await page.getByRole('dialog').getByText('"temperature": 21.5').waitFor();
  await window.check('queue-message');
  await page.keyboard.press('Escape');
  await window.check('queue');

  const sqs = new SQSClient(configuration);
  const QueueUrl = `${server.origin}/${server.endpoints.account}/readings`;
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  assert.equal(Attributes.ApproximateNumberOfMessages, '1');
  assert.equal(Attributes.ApproximateNumberOfMessagesNotVisible, '0');

  await page.getByRole('button', { name: 'Purge' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Purge' }).click();
  await page.getByText('Purged readings').waitFor();
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByText('Nothing is waiting').waitFor();
  await window.close();
});

test('a queue that counts receives warns before it is looked into', async () => {
  const sqs = new SQSClient(configuration);
  await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
  await sqs.send(
    new CreateQueueCommand({
      QueueName: 'careful',
      Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:us-east-1:${server.endpoints.account}:dead`, maxReceiveCount: 3 }) },
    }),
  );
  const window = await openWindow(browser, server);
  await window.go('/queue/careful');
  await window.page.getByText('dead-letter queue after 3 receives').waitFor();
  await window.page.getByRole('link', { name: 'dead' }).click();
  await window.page.getByRole('heading', { name: 'dead', exact: true }).waitFor();
  await window.close();
});

test('a topic shows its subscribers, and what is published reaches them', async () => {
  const sqs = new SQSClient(configuration);
  const sns = new SNSClient(configuration);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'alarms' }));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alarms' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:${server.endpoints.account}:alarms` }));
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/topics');
  await window.check('topics');
  await page.getByRole('link', { name: 'alarms' }).click();
  await page.getByText('Confirmed').waitFor();
  await window.check('topic');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published as').waitFor();
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  assert.equal(Attributes.ApproximateNumberOfMessages, '1');
  await page.getByRole('link', { name: /:sqs:.*:alarms$/ }).click();
  await page.getByRole('heading', { name: 'Peek at messages' }).waitFor();
  await window.close();
});

test('a table is scanned page by page, queried by key, and an item is read as JSON', async () => {
  const dynamo = new DynamoDBClient(configuration);
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'readings',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'room', AttributeType: 'S' },
        { AttributeName: 'time', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'room', KeyType: 'HASH' },
        { AttributeName: 'time', KeyType: 'RANGE' },
      ],
    }),
  );
  for (let i = 0; i < 120; i++) {
    await dynamo.send(
      new PutItemCommand({
        TableName: 'readings',
        Item: { room: { S: i < 60 ? 'attic' : 'kitchen' }, time: { N: String(1_800_000_000_000 + i) }, t: { N: String(20 + i / 10) }, tags: { SS: ['a', 'b'] } },
      }),
    );
  }
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/tables');
  await window.check('tables');
  await page.getByRole('link', { name: 'readings' }).click();
  await page.getByText('(100+)').waitFor();
  await page.getByRole('button', { name: 'Load more' }).click();
  await page.getByText('(120)').waitFor();
  await page.getByText('Query by key').click();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByText('Needed').waitFor();
  await page.getByRole('textbox', { name: 'Partition key: room' }).fill('kitchen');
  await page.getByRole('button', { name: /Sort key: time/ }).click();
  await page.getByRole('option', { name: '≥' }).click();
  await page.getByRole('textbox', { name: 'time' }).fill('noon');
  await page.getByText('This key is a number').waitFor();
  await page.getByRole('textbox', { name: 'time' }).fill('1800000000110');
  await page.keyboard.press('Enter');
  await page.getByText('(10)').waitFor();
  await window.check('table');
  await page.getByRole('button', { name: 'Show kitchen 1800000000119' }).click();
  await page.getByRole('dialog').getByText('"t": 31.9').waitFor();
  await page.getByText('With types').click();
  await page.getByRole('dialog').getByText('"SS"').waitFor();
  await window.check('table-item');
  await window.close();
});

test('a bucket is walked through, and objects are seen as JSON, as hex, and downloaded', async () => {
  const s3 = new S3Client(configuration);
  await s3.send(new CreateBucketCommand({ Bucket: 'readings' }));
  const put = (Key, Body, ContentType) => s3.send(new PutObjectCommand({ Bucket: 'readings', Key, Body, ContentType }));
  await put('latest/kitchen.json', reading('kitchen', 21.5), 'application/json');
  await put('latest/attic.json', reading('attic', 19), 'application/json');
  await put('raw.bin', Uint8Array.of(0, 1, 2, 255), 'application/octet-stream');
  await put('large.bin', new Uint8Array(300_000), 'application/octet-stream');
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/bucket/readings');
  await window.check('bucket');
  await page.getByRole('button', { name: 'latest/' }).click();
  await page.getByRole('button', { name: 'kitchen.json' }).click();
  await page.getByRole('dialog').getByText('"room": "kitchen"').waitFor();
  assert.match(page.url(), /prefix=latest.*key=latest/);
  await window.check('bucket-object');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  assert.equal((await download).suggestedFilename(), 'kitchen.json');
  await page.getByRole('button', { name: 'Delete object' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted latest/kitchen.json').waitFor();
  await page.getByRole('button', { name: 'attic.json' }).waitFor();
  await page.getByRole('button', { name: 'kitchen.json' }).first().waitFor({ state: 'detached' });
  await window.go('/bucket/readings?key=raw.bin');
  await page.getByText('00 01 02 ff').waitFor();
  await window.go('/bucket/readings?key=large.bin');
  await page.getByText('too much to show').waitFor();
  await window.close();
});

test('a stream is read from its beginning', async () => {
  const kinesis = new KinesisClient({ ...configuration, requestHandler: HTTP_1 });
  await kinesis.send(new CreateStreamCommand({ StreamName: 'readings', ShardCount: 1 }));
  for (const room of ['attic', 'kitchen']) {
    await kinesis.send(new PutRecordCommand({ StreamName: 'readings', PartitionKey: room, Data: new TextEncoder().encode(reading(room, 21)) }));
  }
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/streams');
  await window.check('streams');
  await page.getByRole('link', { name: 'readings' }).click();
  await page.getByText('Not read yet').waitFor();
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.getByRole('button', { name: /Show .*kitchen/ }).click();
  await page.getByRole('dialog').getByText('"room": "kitchen"').waitFor();
  await page.keyboard.press('Escape');
  await window.check('stream');
  await kinesis.send(new PutRecordCommand({ StreamName: 'readings', PartitionKey: 'cellar', Data: new TextEncoder().encode(reading('cellar', 12)) }));
  await page.getByRole('button', { name: 'Read on' }).click();
  await page.getByRole('button', { name: /Show .*cellar/ }).waitFor();
  await window.close();
});

test('a delivery stream takes a record and shows the object it was written into', async () => {
  await new S3Client(configuration).send(new CreateBucketCommand({ Bucket: 'archive' }));
  await new FirehoseClient(configuration).send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: 'archive',
      ExtendedS3DestinationConfiguration: {
        RoleARN: `arn:aws:iam::${server.endpoints.account}:role/rules`,
        BucketARN: 'arn:aws:s3:::archive',
        Prefix: 'all/',
        BufferingHints: { IntervalInSeconds: 0, SizeInMBs: 1 },
      },
    }),
  );
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/delivery-streams');
  await window.check('delivery-streams');
  await page.getByRole('link', { name: 'archive' }).click();
  await page.getByText('Nothing written yet').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Accepted').waitFor();
  const object = page.getByRole('link', { name: /^all\/.*archive-1-/ });
  for (let i = 0; i < 50 && (await object.count()) === 0; i++) {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.waitForLoadState('networkidle');
  }
  await window.check('delivery-stream');
  await object.click();
  await page.getByRole('dialog').getByText('21.5').waitFor();
  await window.close();
});

test('a log is searched, narrowed to a stream, and new events appear by themselves', async () => {
  const logs = new CloudWatchLogsClient(configuration);
  const logGroupName = '/rooms/temperature';
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  const write = (logStreamName, message) => logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents: [{ timestamp: Date.now(), message }] }));
  for (const room of ['attic', 'kitchen']) {
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: room }));
    await write(room, reading(room, 21));
  }
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/logs');
  await window.check('logs');
  await page.getByRole('link', { name: logGroupName }).click();
  await page.getByRole('button', { name: /Show .*attic/ }).waitFor();
  await write('attic', 'ERROR in the attic');
  await page.getByRole('button', { name: /Show .*ERROR/ }).waitFor();
  await window.check('log');
  await page.getByRole('searchbox', { name: 'Filter pattern' }).fill('ERROR');
  await page.getByText('(1)').waitFor();
  await page.getByRole('searchbox', { name: 'Filter pattern' }).fill('{ $.t > 3 }');
  await page.getByText('InvalidParameterException').waitFor();
  await page.getByRole('searchbox', { name: 'Filter pattern' }).fill('');
  await page.getByRole('button', { name: 'kitchen', exact: true }).click();
  await page.getByRole('button', { name: /Show .*kitchen/ }).waitFor();
  assert.match(page.url(), /stream=kitchen/);
  await window.close();
});

test('a state machine is made and started, and an execution shows its history', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/state-machines');
  await page.getByRole('button', { name: 'Create state machine', exact: true }).click();
  await page.getByRole('textbox', { name: 'State machine name' }).fill('readings');
  await page.keyboard.press('Enter');
  await page.getByText('Created readings').waitFor();
  await window.check('state-machines');
  await page.getByRole('link', { name: 'readings' }).click();
  await page.getByText('No executions yet').waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('SUCCEEDED').waitFor();
  await window.check('state-machine');
  await page.getByRole('button', { name: /^Show / }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('ExecutionSucceeded').waitFor();
  assert.match(page.url(), /execution=/);
  assert.match(await dialog.getByRole('row', { name: /SucceedStateEntered/ }).innerText(), /Received/);
  assert.equal(await dialog.getByText('"temperature": 21.5').count() >= 2, true);
  await window.check('execution');
  await window.close();
});

test('what is not there says so, in the words of the service', async () => {
  const window = await openWindow(browser, server);
  for (const [path, error] of [
    ['/queue/absent', 'QueueDoesNotExist'],
    ['/topic/absent', 'NotFound'],
    ['/table/absent', 'ResourceNotFoundException'],
    ['/bucket/absent', 'NotFound'],
    ['/stream/absent', 'ResourceNotFoundException'],
    ['/delivery-stream/absent', 'ResourceNotFoundException'],
    ['/state-machine/absent', 'StateMachineDoesNotExist'],
    ['/log/absent', 'ResourceNotFoundException'],
  ]) {
    await window.go(path);
    await window.page.getByText(error).first().waitFor();
  }
  await window.close();
});
