import Tabs from '@cloudscape-design/components/tabs';
import { useSearchParams } from 'react-router';
import { paths } from '../../app/paths';
import { Page } from '../../components/Page';
import { useT } from '../../i18n';
import { BillTab } from './BillTab';
import { HistoryTab } from './HistoryTab';
import { NowTab } from './NowTab';

/** What goes on at this moment; over hours and weeks; what it would cost. The tab is in the address. */
export default function Monitor() {
  const t = useT();
  const [query, setQuery] = useSearchParams();
  const tab = query.get('tab') ?? 'now';
  return (
    <Page title={t.monitor.title} description={t.monitor.text} parents={[{ text: t.product, to: paths.dashboard }]}>
      <Tabs
        activeTabId={tab}
        onChange={(event) => setQuery({ tab: event.detail.activeTabId }, { replace: true })}
        tabs={[
          { id: 'now', label: t.monitor.now, content: tab === 'now' && <NowTab /> },
          { id: 'history', label: t.monitor.history.title, content: tab === 'history' && <HistoryTab /> },
          { id: 'bill', label: t.monitor.bill.title, content: tab === 'bill' && <BillTab /> },
        ]}
      />
    </Page>
  );
}
