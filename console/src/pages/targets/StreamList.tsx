import { CreateStreamCommand, DeleteStreamCommand, DescribeStreamSummaryCommand, KinesisClient, ListStreamsCommand, type StreamDescriptionSummary } from '@aws-sdk/client-kinesis';
import { useCallback } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Link } from '../../components/Link';
import { useFormatDate, useT } from '../../i18n';
import { CreateModal } from './CreateModal';
import { TargetList } from './TargetList';

const PAGE = 25;

export default function StreamList() {
  const t = useT();
  const date = useFormatDate();
  const kinesis = useAws().client(KinesisClient);
  const words = t.targets.streams;
  const fetch = useCallback(
    async (ExclusiveStartStreamName: string | undefined) => {
      const page = await kinesis.send(new ListStreamsCommand({ ExclusiveStartStreamName, Limit: PAGE }));
      const names = page.StreamNames ?? [];
      const described = await Promise.all(names.map((StreamName) => kinesis.send(new DescribeStreamSummaryCommand({ StreamName }))));
      return { items: described.map((answer) => answer.StreamDescriptionSummary!), next: page.HasMoreStreams ? names.at(-1) : undefined };
    },
    [kinesis],
  );
  return (
    <TargetList<StreamDescriptionSummary>
      words={words}
      fetch={fetch}
      name={(stream) => stream.StreamName!}
      columns={[
        { id: 'name', header: t.name, isRowHeader: true, cell: (stream) => <Link to={paths.stream(stream.StreamName!)}>{stream.StreamName}</Link> },
        { id: 'shards', header: words.shards, cell: (stream) => stream.OpenShardCount },
        { id: 'created', header: t.created, cell: (stream) => date(stream.StreamCreationTimestamp) },
      ]}
      command="aws kinesis create-stream --stream-name readings --shard-count 1"
      createForm={(close, created) => (
        <CreateModal
          title={words.create}
          fields={[{ label: words.nameLabel, hint: words.nameHint }]}
          create={([StreamName]) => kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }))}
          onCreated={created}
          onClose={close}
        />
      )}
      remove={(stream) => kinesis.send(new DeleteStreamCommand({ StreamName: stream.StreamName }))}
    />
  );
}
