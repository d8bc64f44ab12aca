import { CloudWatchLogsClient, FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Toggle from '@cloudscape-design/components/toggle';
import { useEffect, useState } from 'react';
import { useAws } from '../../aws/clients';
import { useFormatDate, useT } from '../../i18n';
import { usePoll } from '../../lib/poll';
import { newest } from './logTail';
import { RecordTable } from './RecordTable';

const SHOWN = 500;
const LIVE_MILLIS = 2000;
/** While nothing is to happen; a change of what is asked for asks at once. */
const STILL_MILLIS = 600_000;
const TYPING_MILLIS = 400;
const SPANS = { minutes: 900_000, hour: 3_600_000, day: 86_400_000, all: undefined } as const;
type Span = keyof typeof SPANS;

/** A group's events, the newest first, as they match and, if wanted, as they come. */
export function LogEvents({
  group,
  stream,
  streams,
  onStream,
}: {
  group: string;
  /** Empty for all. */
  stream: string;
  streams: readonly string[];
  onStream: (stream: string) => void;
}) {
  const t = useT();
  const words = t.targets.logs;
  const date = useFormatDate();
  const logs = useAws().client(CloudWatchLogsClient);
  const [typed, setTyped] = useState('');
  const [pattern, setPattern] = useState('');
  const [span, setSpan] = useState<Span>('hour');
  const [live, setLive] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPattern(typed.trim()), TYPING_MILLIS);
    return () => clearTimeout(timer);
  }, [typed]);
  const question = JSON.stringify([group, stream, pattern, span]);
  const { value, error } = usePoll(
    async (abortSignal) => {
      const since = SPANS[span];
      const events = await newest<FilteredLogEvent>(SHOWN, async (nextToken) => {
        const page = await logs.send(
          new FilterLogEventsCommand({
            logGroupName: group,
            nextToken,
            ...(stream === '' ? {} : { logStreamNames: [stream] }),
            ...(pattern === '' ? {} : { filterPattern: pattern }),
            ...(since === undefined ? {} : { startTime: Date.now() - since }),
          }),
          { abortSignal },
        );
        return { items: page.events ?? [], next: page.nextToken };
      });
      return { question, events };
    },
    live ? LIVE_MILLIS : STILL_MILLIS,
    [logs, question],
  );
  const answer = value?.question === question ? value.events : undefined;
  return (
    <RecordTable<FilteredLogEvent>
      title={words.events}
      {...(live ? { description: words.liveOn } : {})}
      records={answer?.items}
      error={error}
      loading={answer === undefined && error === undefined}
      id={(event) => event.eventId!}
      bytes={(event) => new TextEncoder().encode(event.message ?? '')}
      actions={
        <Toggle checked={live} onChange={(event) => setLive(event.detail.checked)}>
          {words.live}
        </Toggle>
      }
      controls={
        <div className="fields">
          <FormField label={words.pattern}>
            <Input value={typed} placeholder={words.patternHint} onChange={(event) => setTyped(event.detail.value)} spellcheck={false} type="search" />
          </FormField>
          <FormField label={words.since}>
            <Select
              selectedOption={{ value: span, label: words.last[span] }}
              options={(Object.keys(SPANS) as Span[]).map((known) => ({ value: known, label: words.last[known] }))}
              onChange={(event) => setSpan(event.detail.selectedOption.value as Span)}
            />
          </FormField>
          <FormField label={words.stream}>
            <Select
              selectedOption={{ value: stream, label: stream || words.allStreams }}
              options={[{ value: '', label: words.allStreams }, ...streams.map((name) => ({ value: name, label: name }))]}
              filteringType="auto"
              onChange={(event) => onStream(event.detail.selectedOption.value!)}
            />
          </FormField>
        </div>
      }
      columns={[
        { id: 'time', header: t.targets.time, cell: (event) => date(new Date(event.timestamp!)), width: 200 },
        { id: 'stream', header: words.stream, cell: (event) => event.logStreamName, width: 160 },
      ]}
      details={(event) => [
        { label: t.targets.time, value: date(new Date(event.timestamp!)) },
        { label: words.stream, value: event.logStreamName },
      ]}
      {...(answer?.unfinished ? { footer: words.unfinished } : answer?.cut ? { footer: words.cut(SHOWN) } : {})}
      notYet={{ title: words.noEvents, hint: words.noEventsHint }}
      empty={{ title: words.noEvents, hint: words.noEventsHint }}
    />
  );
}
