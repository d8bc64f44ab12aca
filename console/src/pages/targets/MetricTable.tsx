import { CloudWatchClient, ListMetricsCommand, type Metric } from '@aws-sdk/client-cloudwatch';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { all } from '../../aws/all';
import { useAws } from '../../aws/clients';
import { Snippet } from '../../components/Copyable';
import { Failed } from '../../components/Failed';
import { Empty } from '../../components/ResourceTable';
import { useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { MetricChart } from './MetricChart';
import { metricId } from './metrics';

/** More lines than these nobody can tell apart. */
const MOST = 8;
const SHOWN = 200;

/** All metrics of late; those that are chosen are drawn. The first one is, to begin with. */
export function MetricTable() {
  const t = useT();
  const words = t.targets.cloudWatch;
  const cloudWatch = useAws().client(CloudWatchClient);
  const [find, setFind] = useState('');
  const [chosen, setChosen] = useState<readonly Metric[]>();
  const metrics = useLoad(
    () =>
      all(async (NextToken) => {
        const page = await cloudWatch.send(new ListMetricsCommand({ NextToken }));
        return { items: page.Metrics, next: page.NextToken };
      }),
    [cloudWatch],
  );
  const wanted = find.trim().toLowerCase();
  const matching = (metrics.value ?? []).filter((metric) => metricId(metric).toLowerCase().includes(wanted));
  const drawn = chosen ?? (metrics.value ?? []).slice(0, 1);
  return (
    <SpaceBetween size="l">
      {drawn.length > 0 && <MetricChart metrics={drawn} />}
      <Table<Metric>
        items={matching.slice(0, SHOWN)}
        trackBy={metricId}
        loading={metrics.loading && metrics.value === undefined}
        loadingText={t.loading}
        wrapLines
        selectionType="multi"
        selectedItems={[...drawn]}
        isItemDisabled={(metric) => drawn.length >= MOST && !drawn.some((known) => metricId(known) === metricId(metric))}
        onSelectionChange={(event) => setChosen(event.detail.selectedItems.slice(0, MOST))}
        ariaLabels={{
          tableLabel: words.metrics,
          itemSelectionLabel: (_selection, metric) => t.table.select(metricId(metric)),
          allItemsSelectionLabel: () => t.table.selectAll,
        }}
        header={
          <Header
            variant="h2"
            counter={metrics.value && `(${matching.length})`}
            description={words.metricsText(MOST)}
            actions={<Button iconName="refresh" ariaLabel={t.reload} onClick={metrics.reload} />}
          >
            {words.metrics}
          </Header>
        }
        filter={
          <TextFilter
            filteringText={find}
            filteringPlaceholder={words.find}
            filteringAriaLabel={words.find}
            filteringClearAriaLabel={t.table.clear}
            onChange={(event) => setFind(event.detail.filteringText)}
          />
        }
        columnDefinitions={[
          { id: 'name', header: words.metric, isRowHeader: true, cell: (metric) => metric.MetricName },
          { id: 'namespace', header: words.namespace, cell: (metric) => metric.Namespace },
          {
            id: 'dimensions',
            header: words.dimensions,
            cell: (metric) => (metric.Dimensions ?? []).map(({ Name, Value }) => `${Name}=${Value}`).join(', ') || '–',
          },
        ]}
        empty={
          metrics.error !== undefined ? (
            <Failed error={metrics.error} onRetry={metrics.reload} />
          ) : wanted !== '' ? (
            <Empty title={t.table.noMatch} hint={t.table.noMatchHint(metrics.value?.length ?? 0)} />
          ) : (
            <Empty title={words.noMetrics} hint={words.noMetricsHint}>
              <div className="recipe">
                <div>{t.targets.cli}</div>
                <Snippet code="aws cloudwatch put-metric-data --namespace rooms --metric-name temperature --value 21.5" label={words.metrics} />
              </div>
            </Empty>
          )
        }
      />
    </SpaceBetween>
  );
}
