import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import LineChart from '@cloudscape-design/components/line-chart';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearchParams } from 'react-router';
import { useAws } from '../../aws/clients';
import { Failed } from '../../components/Failed';
import { Figures } from '../../components/Figures';
import { Section } from '../../components/Section';
import { Waiting } from '../../components/Waiting';
import { usePreferences, useT } from '../../i18n';
import { usePoll } from '../../lib/poll';
import { connectionsOf, fetchHistory, type History, perMinute, type Point, type Span, SPANS, totalOf } from './history';

const EVERY_MILLIS = 10_000;

/** Traffic over hours to weeks, as the server remembers it. The span is in the address. */
export function HistoryTab() {
  const t = useT();
  const words = t.monitor.history;
  const { mooring } = useAws();
  const [query, setQuery] = useSearchParams();
  const span = spanOf(query.get('span'));
  const { value, error } = usePoll(async (signal) => ({ span, history: await fetchHistory(mooring, span, signal) }), EVERY_MILLIS, [mooring, span]);
  const history = value?.span === span ? value.history : undefined;
  return (
    <SpaceBetween size="l">
      <div className="fields">
        <FormField label={words.span}>
          <Select
            selectedOption={{ value: span, label: words.spans[span] }}
            options={(Object.keys(SPANS) as Span[]).map((known) => ({ value: known, label: words.spans[known] }))}
            onChange={(event) => setQuery({ tab: 'history', span: event.detail.selectedOption.value! }, { replace: true })}
          />
        </FormField>
      </div>
      <Failed error={error} />
      {history ? <Charts history={history} /> : error === undefined && <Waiting />}
    </SpaceBetween>
  );
}

function spanOf(text: string | null): Span {
  return text !== null && text in SPANS ? (text as Span) : 'hours';
}

function Charts({ history }: { history: History }) {
  const t = useT();
  const words = t.monitor.history;
  const { locale } = usePreferences();
  const number = new Intl.NumberFormat(locale);
  const total = (...meters: Parameters<typeof totalOf>[1][]) => number.format(totalOf(history, ...meters));
  return (
    <SpaceBetween size="l">
      <Figures
        title={words.total}
        figures={[
          { label: words.connectionsNow, value: number.format(history.connections) },
          { label: words.messagesIn, value: total('messagesInMqtt', 'messagesInHttp') },
          { label: words.messagesOut, value: total('messagesOut') },
          { label: words.actions, value: total('actions') },
        ]}
      />
      <Grid gridDefinition={Array.from({ length: 4 }, () => ({ colspan: { default: 12, s: 6 } }))}>
        <Chart title={words.connections} unit={words.connections} history={history} series={[{ title: words.connections, data: connectionsOf(history) }]} />
        <Chart
          title={words.messages}
          unit={words.aMinute}
          history={history}
          series={[
            { title: words.inMqtt, data: perMinute(history, 'messagesInMqtt') },
            { title: words.inHttp, data: perMinute(history, 'messagesInHttp') },
            { title: words.republished, data: perMinute(history, 'messagesRepublished') },
            { title: words.out, data: perMinute(history, 'messagesOut') },
          ]}
        />
        <Chart
          title={words.rules}
          unit={words.aMinute}
          history={history}
          series={[
            { title: words.rulesTriggered, data: perMinute(history, 'rulesTriggered') },
            { title: words.actions, data: perMinute(history, 'actions') },
          ]}
        />
        <Chart
          title={words.errors}
          unit={words.aMinute}
          history={history}
          series={[
            { title: words.refusals, data: perMinute(history, 'refusals') },
            { title: words.ruleErrors, data: perMinute(history, 'ruleErrors') },
            { title: words.actionFailures, data: perMinute(history, 'actionFailures') },
          ]}
        />
      </Grid>
    </SpaceBetween>
  );
}

function Chart({ title, unit, history, series }: { title: string; unit: string; history: History; series: { title: string; data: Point[] }[] }) {
  const t = useT();
  const { locale } = usePreferences();
  const long = history.to - history.from > 86_400_000;
  const time = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', long ? { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } : { timeStyle: 'short' });
  const highest = Math.max(1, ...series.flatMap(({ data }) => data.map((point) => point.y)));
  return (
    <Section title={title}>
      <LineChart<Date>
        series={series.map((one) => ({ ...one, type: 'line' }))}
        xScaleType="time"
        xDomain={[new Date(history.from), new Date(history.to)]}
        xTickFormatter={(x) => time.format(x)}
        yDomain={[0, highest * 1.1]}
        height={200}
        hideFilter
        hideLegend={series.length === 1}
        ariaLabel={title}
        yTitle={unit}
        statusType="finished"
        empty={<Box color="text-body-secondary">{t.none}</Box>}
      />
    </Section>
  );
}
