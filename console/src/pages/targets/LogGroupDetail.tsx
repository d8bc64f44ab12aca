import { CloudWatchLogsClient, DeleteLogGroupCommand, DescribeLogGroupsCommand, DescribeLogStreamsCommand, type LogStream } from '@aws-sdk/client-cloudwatch-logs';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useSearchParams } from 'react-router';
import { paths } from '../../app/paths';
import { all } from '../../aws/all';
import { useAws } from '../../aws/clients';
import { Copyable } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { ListSection, Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { LogEvents } from './LogEvents';

/** The stream that is looked at is in the address; none means all of them. */
export default function LogGroupDetail({ name }: { name: string }) {
  const t = useT();
  const words = t.targets.logs;
  const date = useFormatDate();
  const logs = useAws().client(CloudWatchLogsClient);
  const [query, setQuery] = useSearchParams();
  const group = useLoad(async () => {
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 }));
    const found = logGroups?.find((known) => known.logGroupName === name);
    if (!found) {
      // The search has no error of its own for this; the next call does.
      await logs.send(new DescribeLogStreamsCommand({ logGroupName: name }));
    }
    return found!;
  }, [logs, name]);
  const streams = useLoad(
    () =>
      all(async (nextToken) => {
        const page = await logs.send(new DescribeLogStreamsCommand({ logGroupName: name, nextToken }));
        return { items: page.logStreams, next: page.nextToken };
      }),
    [logs, name],
  );
  return (
    <DetailPage
      name={name}
      words={words}
      listPath={paths.logs}
      load={group}
      remove={() => logs.send(new DeleteLogGroupCommand({ logGroupName: name }))}
    >
      {(value) => (
        <>
          <Section title={t.details}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: t.arn, value: <Copyable text={value.arn ?? '–'} /> },
                { label: words.retention, value: value.retentionInDays ? words.days(value.retentionInDays) : words.forEver },
                { label: t.created, value: date(value.creationTime === undefined ? undefined : new Date(value.creationTime)) },
              ]}
            />
          </Section>
          <LogEvents
            group={name}
            stream={query.get('stream') ?? ''}
            streams={(streams.value ?? []).map((stream) => stream.logStreamName!)}
            onStream={(stream) => setQuery(stream === '' ? {} : { stream }, { replace: true })}
          />
          <ListSection<LogStream>
            title={words.streams}
            load={streams}
            name={(stream) => stream.logStreamName!}
            empty={{ title: words.noStreams, hint: words.noStreamsHint }}
            columns={[
              {
                id: 'name',
                header: t.name,
                isRowHeader: true,
                cell: ({ logStreamName }) => (
                  <Button variant="inline-link" onClick={() => setQuery({ stream: logStreamName! }, { replace: true })}>
                    {logStreamName}
                  </Button>
                ),
              },
              {
                id: 'last',
                header: words.lastEvent,
                cell: ({ lastEventTimestamp }) => date(lastEventTimestamp === undefined ? undefined : new Date(lastEventTimestamp)),
              },
            ]}
          />
        </>
      )}
    </DetailPage>
  );
}
