import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, type _Record, type Shard } from '@aws-sdk/client-kinesis';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useAws } from '../../aws/clients';
import { useFormatDate, useT } from '../../i18n';
import { useAction } from '../../lib/load';
import { RecordTable } from './RecordTable';

const PAGE = 100;
const BEGINNINGS = { oldest: undefined, hour: 3_600_000, minutes: 300_000 } as const;
type Beginning = keyof typeof BEGINNINGS;

/** Records of one shard, in their order, from a beginning of choice on. */
export function StreamRecords({ stream, shards }: { stream: string; shards: readonly Shard[] }) {
  const t = useT();
  const words = t.targets.streams;
  const date = useFormatDate();
  const kinesis = useAws().client(KinesisClient);
  const [shard, setShard] = useState(shards[0]?.ShardId ?? '');
  const [from, setFrom] = useState<Beginning>('oldest');
  const [read, setRead] = useState<{ records: _Record[]; next: string | undefined }>();
  const reading = useAction();
  const begin = async () => {
    const before = BEGINNINGS[from];
    const { ShardIterator } = await kinesis.send(
      new GetShardIteratorCommand({
        StreamName: stream,
        ShardId: shard,
        ...(before === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' as const }
          : { ShardIteratorType: 'AT_TIMESTAMP' as const, Timestamp: new Date(Date.now() - before) }),
      }),
    );
    await goOn(ShardIterator, []);
  };
  const goOn = async (iterator: string | undefined, records: _Record[]) => {
    const page = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: PAGE }));
    setRead({ records: [...records, ...(page.Records ?? [])], next: page.NextShardIterator });
  };
  return (
    <RecordTable<_Record>
      title={words.records}
      description={words.recordsText}
      records={read?.records}
      error={reading.error}
      loading={reading.busy}
      id={(record) => record.SequenceNumber!}
      bytes={(record) => record.Data ?? new Uint8Array()}
      controls={
        <div className="fields">
          <FormField label={words.shard}>
            <Select
              selectedOption={{ value: shard, label: shard }}
              options={shards.map(({ ShardId, HashKeyRange }) => ({
                value: ShardId!,
                label: ShardId!,
                ...(shards.length > 1 ? { description: `${words.hashKeys}: ${HashKeyRange?.StartingHashKey} – ${HashKeyRange?.EndingHashKey}` } : {}),
              }))}
              onChange={(event) => setShard(event.detail.selectedOption.value!)}
            />
          </FormField>
          <FormField label={words.from}>
            <Select
              selectedOption={{ value: from, label: words[from] }}
              options={(Object.keys(BEGINNINGS) as Beginning[]).map((value) => ({ value, label: words[value] }))}
              onChange={(event) => setFrom(event.detail.selectedOption.value as Beginning)}
            />
          </FormField>
        </div>
      }
      actions={
        <Button loading={reading.busy} onClick={() => void reading.run(begin)}>
          {words.read}
        </Button>
      }
      columns={[
        { id: 'key', header: words.partitionKey, cell: (record) => record.PartitionKey, width: 180 },
        { id: 'arrived', header: words.arrived, cell: (record) => date(record.ApproximateArrivalTimestamp), width: 200 },
      ]}
      details={(record) => [
        { label: words.sequence, value: record.SequenceNumber },
        { label: words.partitionKey, value: record.PartitionKey },
      ]}
      footer={
        read?.next !== undefined && (
          <Button variant="inline-link" loading={reading.busy} onClick={() => void reading.run(() => goOn(read.next, read.records))}>
            {words.readOn}
          </Button>
        )
      }
      notYet={{ title: words.notRead, hint: words.notReadHint }}
      empty={{ title: words.noRecords, hint: words.noRecordsHint }}
    />
  );
}
