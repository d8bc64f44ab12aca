import Tabs from '@cloudscape-design/components/tabs';
import { useSearchParams } from 'react-router';
import { paths } from '../../app/paths';
import { Page } from '../../components/Page';
import { useT } from '../../i18n';
import { AlarmTable } from './AlarmTable';
import { MetricTable } from './MetricTable';

/** Metrics as charts, and alarms. The tab is in the address. */
export default function CloudWatch() {
  const t = useT();
  const words = t.targets.cloudWatch;
  const [query, setQuery] = useSearchParams();
  const tab = query.get('tab') ?? 'metrics';
  return (
    <Page title={words.title} description={words.subtitle} parents={[{ text: t.product, to: paths.dashboard }]}>
      <Tabs
        activeTabId={tab}
        onChange={(event) => setQuery({ tab: event.detail.activeTabId }, { replace: true })}
        tabs={[
          { id: 'metrics', label: words.metrics, content: tab === 'metrics' && <MetricTable /> },
          { id: 'alarms', label: words.alarms, content: tab === 'alarms' && <AlarmTable /> },
        ]}
      />
    </Page>
  );
}
