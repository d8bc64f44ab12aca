import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { CreateStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openWindow, startBrowser } from './browser.mjs';
import { clientConfiguration, HTTP_1, startServer } from './server.mjs';

const LISTS = ['/queues', '/topics', '/tables', '/buckets', '/streams', '/delivery-streams', '/logs'];
const DETAILS = ['/queue/readings', '/topic/readings', '/table/readings', '/bucket/readings', '/stream/readings', '/delivery-stream/readings', '/log/readings'];

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const nameOf = (path) => path.replaceAll('/', '-');

test('an empty list of targets says what they are for and how to make one, in Japanese and in the dark', async () => {
  const window = await openWindow(browser, server, { locale: 'ja', theme: 'dark' });
  for (const path of LISTS) {
    await window.go(path);
    await window.page.getByText('AWS CLI の場合:').waitFor();
    await window.check(`ja-dark-empty${nameOf(path)}`);
  }
  await window.close();
});

test('each target has a page, in Japanese and in the dark', async () => {
  await seed();
  const window = await openWindow(browser, server, { locale: 'ja', theme: 'dark' });
  for (const path of DETAILS) {
    await window.go(path);
    await window.page.getByRole('heading', { name: 'readings', level: 1 }).waitFor();
    await window.check(`ja-dark${nameOf(path)}`);
  }
  await window.close();
});

test('the pages of targets fit on a telephone', async () => {
  const window = await openWindow(browser, server, { width: 400, height: 800 });
  for (const path of ['/queues', ...DETAILS]) {
    await window.go(path);
    await window.page.getByRole('heading', { level: 1 }).first().waitFor();
    await window.screenshot(`narrow${nameOf(path)}`);
    const wide = await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(wide <= 0, true, `${path} is ${wide} pixels too wide`);
  }
  await window.check('narrow-log-readings');
  await window.close();
});

/** One target of each kind, with something in it. */
async function seed() {
  const configuration = clientConfiguration(server);
  const account = server.endpoints.account;
  const sqs = new SQSClient(configuration);
  await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:us-east-1:${account}:dead`, maxReceiveCount: 3 });
  await sqs.send(new CreateQueueCommand({ QueueName: 'readings', Attributes: { RedrivePolicy } }));

  const sns = new SNSClient(configuration);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'readings' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:${account}:readings` }));

  const dynamo = new DynamoDBClient(configuration);
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'readings',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'room', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'room', KeyType: 'HASH' }],
    }),
  );
  for (const room of ['attic', 'cellar', 'kitchen']) {
    await dynamo.send(new PutItemCommand({ TableName: 'readings', Item: { room: { S: room }, t: { N: '21.5' } } }));
  }

  const s3 = new S3Client(configuration);
  await s3.send(new CreateBucketCommand({ Bucket: 'readings' }));
  await s3.send(new PutObjectCommand({ Bucket: 'readings', Key: 'latest/kitchen.json', Body: '{"t": 21.5}', ContentType: 'application/json' }));
  await new KinesisClient({ ...configuration, requestHandler: HTTP_1 }).send(new CreateStreamCommand({ StreamName: 'readings', ShardCount: 2 }));
  await new FirehoseClient(configuration).send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: 'readings',
      ExtendedS3DestinationConfiguration: { RoleARN: `arn:aws:iam::${account}:role/rules`, BucketARN: 'arn:aws:s3:::readings', Prefix: 'archive/' },
    }),
  );

  const logs = new CloudWatchLogsClient(configuration);
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'readings' }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: 'readings', logStreamName: 'everywhere' }));
  await logs.send(
    new PutLogEventsCommand({
      logGroupName: 'readings',
      logStreamName: 'everywhere',
      logEvents: [{ timestamp: Date.now(), message: '{"room": "kitchen", "t": 21.5}' }],
    }),
  );
}
