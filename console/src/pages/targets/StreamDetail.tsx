import { DeleteStreamCommand, DescribeStreamSummaryCommand, KinesisClient, ListShardsCommand } from '@aws-sdk/client-kinesis';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { paths } from '../../app/paths';
import { all } from '../../aws/all';
import { useAws } from '../../aws/clients';
import { Copyable } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { StreamRecords } from './StreamRecords';

export default function StreamDetail({ name }: { name: string }) {
  const t = useT();
  const words = t.targets.streams;
  const date = useFormatDate();
  const kinesis = useAws().client(KinesisClient);
  const stream = useLoad(async () => {
    const [{ StreamDescriptionSummary }, shards] = await Promise.all([
      kinesis.send(new DescribeStreamSummaryCommand({ StreamName: name })),
      all(async (NextToken) => {
        // A token stands for the whole question.
        const page = await kinesis.send(new ListShardsCommand(NextToken === undefined ? { StreamName: name } : { NextToken }));
        return { items: page.Shards, next: page.NextToken };
      }),
    ]);
    return { summary: StreamDescriptionSummary!, shards };
  }, [kinesis, name]);
  return (
    <DetailPage
      name={name}
      words={words}
      listPath={paths.streams}
      load={stream}
      remove={() => kinesis.send(new DeleteStreamCommand({ StreamName: name }))}
    >
      {({ summary, shards }) => (
        <>
          <Section title={t.details}>
            <KeyValuePairs
              columns={4}
              items={[
                { label: t.arn, value: <Copyable text={summary.StreamARN!} /> },
                { label: words.shards, value: summary.OpenShardCount ?? 0 },
                { label: words.retention, value: words.hours(summary.RetentionPeriodHours ?? 24) },
                { label: t.created, value: date(summary.StreamCreationTimestamp) },
              ]}
            />
          </Section>
          <StreamRecords stream={name} shards={shards} />
        </>
      )}
    </DetailPage>
  );
}
