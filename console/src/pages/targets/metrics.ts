import { type CloudWatchClient, GetMetricDataCommand, type Metric } from '@aws-sdk/client-cloudwatch';

/** How far back a chart goes, and the period of its points: one value is one statistic over one period. */
export const METRIC_SPANS = {
  hour: { seconds: 3600, period: 60 },
  hours: { seconds: 10_800, period: 60 },
  day: { seconds: 86_400, period: 600 },
  weeks: { seconds: 1_209_600, period: 7200 },
} as const;
export type MetricSpan = keyof typeof METRIC_SPANS;

export const STATISTICS = ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount', 'p50', 'p95', 'p99'] as const;
export type Statistic = (typeof STATISTICS)[number];

export interface Series {
  title: string;
  data: { x: Date; y: number }[];
}

/** Tells a metric from all others; also what it is called in a list. */
export function metricId(metric: Metric): string {
  const dimensions = (metric.Dimensions ?? []).map(({ Name, Value }) => `${Name}=${Value}`);
  return [`${metric.Namespace} / ${metric.MetricName}`, ...dimensions].join(', ');
}

/** What to call it beside others in a chart. */
export function metricTitle(metric: Metric): string {
  return [metric.MetricName, ...(metric.Dimensions ?? []).map(({ Value }) => Value)].join(' ');
}

/** The values of several metrics up to now, oldest first. */
export async function readSeries(
  cloudWatch: CloudWatchClient,
  metrics: readonly Metric[],
  span: MetricSpan,
  statistic: Statistic,
  now: Date,
  abortSignal: AbortSignal,
): Promise<{ from: Date; to: Date; series: Series[] }> {
  const { seconds, period } = METRIC_SPANS[span];
  const from = new Date(now.getTime() - seconds * 1000);
  if (metrics.length === 0) {
    return { from, to: now, series: [] };
  }
  const found = new Map<string, { x: Date; y: number }[]>();
  let NextToken: string | undefined;
  do {
    const page = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: from,
        EndTime: now,
        ScanBy: 'TimestampAscending',
        NextToken,
        MetricDataQueries: metrics.map((Metric, i) => ({ Id: `m${i}`, MetricStat: { Metric, Period: period, Stat: statistic } })),
      }),
      { abortSignal },
    );
    for (const { Id, Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
      found.set(Id!, [...(found.get(Id!) ?? []), ...Timestamps.map((x, i) => ({ x, y: Values[i]! }))]);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return { from, to: now, series: metrics.map((metric, i) => ({ title: metricTitle(metric), data: found.get(`m${i}`) ?? [] })) };
}
