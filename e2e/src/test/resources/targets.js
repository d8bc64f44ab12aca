// What unmodified clients get from CloudWatch and OpenSearch: prints one JSON object.
const cloudwatch = require('@aws-sdk/client-cloudwatch');
const { Client } = require('@opensearch-project/opensearch');
const { AwsSigv4Signer } = require('@opensearch-project/opensearch/aws-v3');

const results = {};

async function metrics() {
  const client = new cloudwatch.CloudWatchClient({});
  // Large enough to be compressed.
  const data = Array.from({ length: 500 }, (_, i) => ({
    MetricName: 'many', Value: i, Timestamp: new Date(), Dimensions: [{ Name: 'Device', Value: `device-${i}` }],
  }));
  await client.send(new cloudwatch.PutMetricDataCommand({ Namespace: 'Js', MetricData: data }));
  const listed = [];
  for await (const page of cloudwatch.paginateListMetrics({ client }, { Namespace: 'Js' })) {
    listed.push(...page.Metrics);
  }
  results.listed = listed.length;
  const answer = await client.send(new cloudwatch.GetMetricDataCommand({
    StartTime: new Date(Date.now() - 600000), EndTime: new Date(Date.now() + 60000),
    MetricDataQueries: [
      { Id: 'm1', ReturnData: false, MetricStat: { Period: 60, Stat: 'Sum', Metric: {
        Namespace: 'Js', MetricName: 'many', Dimensions: [{ Name: 'Device', Value: 'device-21' }] } } },
      { Id: 'e1', Expression: 'm1 * 2' },
    ],
  }));
  results.doubled = answer.MetricDataResults[0].Values[0];
  results.refused = await client
    .send(new cloudwatch.SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'x' }))
    .then(() => 'no', (e) => e.name);
}

async function search() {
  const client = new Client({
    ...AwsSigv4Signer({
      region: 'us-east-1',
      service: 'es',
      getCredentials: async () => ({
        accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
      }),
    }),
    node: `http://${process.argv[2]}`,
  });
  results.distribution = (await client.info()).body.version.distribution;
  await client.indices.create({ index: 'rooms', body: { mappings: { properties: { room: { type: 'keyword' } } } } });
  await client.index({ index: 'rooms', id: '1', body: { room: 'kitchen', t: 21.5 }, refresh: true });
  const bulk = await client.helpers.bulk({
    datasource: [{ room: 'cellar', t: 10 }, { room: 'kitchen', t: 12.5 }],
    onDocument: () => ({ index: { _index: 'rooms' } }),
  });
  results.bulk = bulk.successful;
  const found = await client.search({
    index: 'rooms',
    body: { query: { term: { room: 'kitchen' } }, sort: [{ t: 'desc' }], aggs: { mean: { avg: { field: 't' } } } },
  });
  results.first = found.body.hits.hits[0]._id;
  results.mean = found.body.aggregations.mean.value;
  results.exists = (await client.indices.exists({ index: 'nowhere' })).statusCode;
}

metrics().then(search).then(() => console.log(JSON.stringify(results))).catch((e) => {
  console.error(e);
  process.exit(1);
});
