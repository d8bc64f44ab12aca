import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Header from '@cloudscape-design/components/header';
import LineChart from '@cloudscape-design/components/line-chart';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useEffect, useState } from 'react';
import { paths } from '../../app/paths';
import { clientEvents, isRefusal } from '../../aws/clientEvents';
import { useAws } from '../../aws/clients';
import { EventTable } from '../../components/EventTable';
import { Failed } from '../../components/Failed';
import { Figures } from '../../components/Figures';
import { Link } from '../../components/Link';
import { Section } from '../../components/Section';
import { usePreferences, useT } from '../../i18n';
import { usePoll } from '../../lib/poll';
import { useRecording } from '../../lib/recording';
import { ruleFigures } from '../rules/ruleMetrics';
import { type Count, frequencies, rates } from './traffic';

const EVERY_MILLIS = 2000;
/** Five minutes. */
const KEPT = 150;
const LOOKED_AT = 500;

/** What goes on at this moment. The figures come from recordings that the page keeps while it is open. */
export function NowTab() {
  const t = useT();
  const { mooring, session } = useAws();
  const events = usePoll((signal) => clientEvents(mooring, {}, signal), EVERY_MILLIS, [mooring]);
  const figures = usePoll((signal) => ruleFigures(mooring, session, signal), EVERY_MILLIS, [mooring, session]);
  const messages = useTraffic('#');
  const presence = useTraffic('$aws/events/presence/#');
  const count = (what: string) => presence.latest.filter((message) => message.topic.startsWith(`$aws/events/presence/${what}/`)).length;
  const connects = count('connected');
  const disconnects = count('disconnected');
  return (
    <SpaceBetween size="l">
      <Failed error={events.error ?? messages.error} />
      <Section title={t.monitor.messages}>
        <Rates counts={messages.counts} />
      </Section>
      <Figures
        title={t.monitor.sinceOpen}
        figures={[
          { label: t.mqtt.messages, value: messages.seen },
          { label: t.monitor.connects, value: connects },
          { label: t.monitor.disconnects, value: disconnects },
          { label: t.monitor.refusals, value: events.value?.filter(isRefusal).length ?? 0 },
        ]}
      />
      <ColumnLayout columns={3}>
        <Top title={t.monitor.protocols} values={messages.latest.map((message) => message.protocol)} />
        <Top title={t.monitor.topics} values={messages.latest.map((message) => message.topic)} />
        <Top title={t.monitor.clients} values={messages.latest.flatMap((message) => (message.clientId ? [message.clientId] : []))} />
      </ColumnLayout>
      <Table
        items={figures.value ?? []}
        loading={figures.value === undefined && figures.error === undefined}
        loadingText={t.loading}
        ariaLabels={{ tableLabel: t.rules.title }}
        header={
          <Header variant="h2" description={t.monitor.rulesText}>
            {t.rules.title}
          </Header>
        }
        empty={figures.error === undefined ? t.monitor.noRules : <Failed error={figures.error} />}
        columnDefinitions={[
          { id: 'rule', header: t.name, isRowHeader: true, cell: (item) => <Link to={paths.rule(item.rule)}>{item.rule}</Link> },
          { id: 'match', header: 'TopicMatch', cell: (item) => item.topicMatch },
          { id: 'executed', header: 'RulesExecuted', cell: (item) => item.rulesExecuted },
          { id: 'success', header: 'Success', cell: (item) => item.success },
          {
            id: 'failure',
            header: 'Failure',
            cell: (item) => (item.failure > 0 ? <StatusIndicator type="error">{item.failure}</StatusIndicator> : item.failure),
          },
          { id: 'errors', header: t.monitor.errors, cell: (item) => item.errors },
          { id: 'waiting', header: t.monitor.waiting, cell: (item) => item.waiting },
        ]}
      />
      <EventTable events={events.value ?? (events.error === undefined ? undefined : [])} title={t.events.title} description={t.events.text} />
    </SpaceBetween>
  );
}

function useTraffic(filter: string) {
  const { look, messages, error } = useRecording(filter, { maxMessages: LOOKED_AT, maxBytes: 4_194_304, everyMillis: EVERY_MILLIS });
  const [counts, setCounts] = useState<Count[]>([]);
  const [base, setBase] = useState<number>();
  useEffect(() => {
    if (look) {
      setBase((before) => before ?? look.seen);
      setCounts((before) => [...before, look].slice(-KEPT));
    }
    // A new look has a new time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [look?.at]);
  return { counts, latest: messages, seen: (counts.at(-1)?.seen ?? 0) - (base ?? 0), error };
}

function Rates({ counts }: { counts: readonly Count[] }) {
  const t = useT();
  const { locale } = usePreferences();
  const data = rates(counts);
  const time = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', { timeStyle: 'medium' });
  return (
    <LineChart<Date>
      series={[{ title: t.monitor.perSecond, type: 'line', data }]}
      xScaleType="time"
      xTickFormatter={(x) => time.format(x)}
      yDomain={[0, Math.max(1, ...data.map((point) => point.y)) * 1.1]}
      height={180}
      hideFilter
      hideLegend
      ariaLabel={t.monitor.messages}
      yTitle={t.monitor.perSecond}
      empty={<Box color="text-body-secondary">{t.loading}</Box>}
      statusType="finished"
    />
  );
}

function Top({ title, values }: { title: string; values: readonly string[] }) {
  const t = useT();
  return (
    <Table
      variant="embedded"
      wrapLines
      items={frequencies(values, 8)}
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={[
        { id: 'value', header: title, isRowHeader: true, cell: (item) => item.value },
        { id: 'count', header: t.mqtt.messages, cell: (item) => item.count, width: 130 },
      ]}
      empty={t.none}
    />
  );
}
