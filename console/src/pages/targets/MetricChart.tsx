import { CloudWatchClient, type Metric } from '@aws-sdk/client-cloudwatch';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import LineChart from '@cloudscape-design/components/line-chart';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAws } from '../../aws/clients';
import { Failed } from '../../components/Failed';
import { Section } from '../../components/Section';
import { usePreferences, useT } from '../../i18n';
import { usePoll } from '../../lib/poll';
import { METRIC_SPANS, metricId, type MetricSpan, readSeries, type Statistic, STATISTICS } from './metrics';

const EVERY_MILLIS = 10_000;

/** Metrics in one chart, up to now. */
export function MetricChart({ metrics }: { metrics: readonly Metric[] }) {
  const t = useT();
  const words = t.targets.cloudWatch;
  const { locale } = usePreferences();
  const cloudWatch = useAws().client(CloudWatchClient);
  const [span, setSpan] = useState<MetricSpan>('hour');
  const [statistic, setStatistic] = useState<Statistic>('Average');
  const question = [metrics.map(metricId).join('\n'), span, statistic].join('\n');
  const { value, error } = usePoll(
    async (signal) => ({ question, ...(await readSeries(cloudWatch, metrics, span, statistic, new Date(), signal)) }),
    EVERY_MILLIS,
    [cloudWatch, question],
  );
  const drawn = value?.question === question ? value : undefined;
  const time = new Intl.DateTimeFormat(
    locale === 'ja' ? 'ja-JP' : 'en-GB',
    METRIC_SPANS[span].seconds > 86_400 ? { month: 'short', day: 'numeric' } : { timeStyle: 'short' },
  );
  return (
    <Section title={words.chart}>
      <SpaceBetween size="m">
        <div className="fields">
          <FormField label={words.statistic}>
            <Select
              selectedOption={{ value: statistic, label: statistic }}
              options={STATISTICS.map((known) => ({ value: known, label: known }))}
              onChange={(event) => setStatistic(event.detail.selectedOption.value as Statistic)}
            />
          </FormField>
          <FormField label={t.monitor.history.span}>
            <Select
              selectedOption={{ value: span, label: t.monitor.history.spans[span] }}
              options={(Object.keys(METRIC_SPANS) as MetricSpan[]).map((known) => ({ value: known, label: t.monitor.history.spans[known] }))}
              onChange={(event) => setSpan(event.detail.selectedOption.value as MetricSpan)}
            />
          </FormField>
        </div>
        <Failed error={error} />
        <LineChart<Date>
          series={(drawn?.series ?? []).filter(({ data }) => data.length > 0).map((one) => ({ ...one, type: 'line' }))}
          {...(drawn ? { xDomain: [drawn.from, drawn.to] } : {})}
          xScaleType="time"
          xTickFormatter={(x) => time.format(x)}
          height={240}
          hideFilter
          ariaLabel={words.chart}
          statusType={drawn || error !== undefined ? 'finished' : 'loading'}
          loadingText={t.loading}
          empty={<Box color="text-body-secondary">{words.noValues}</Box>}
        />
      </SpaceBetween>
    </Section>
  );
}
