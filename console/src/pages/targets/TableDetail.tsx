import { DeleteTableCommand, DescribeTableCommand, DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Copyable } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { ItemSearch } from './ItemSearch';
import { type Key, searchables } from './items';

export default function TableDetail({ name }: { name: string }) {
  const t = useT();
  const dynamo = useAws().client(DynamoDBClient);
  const table = useLoad(async () => (await dynamo.send(new DescribeTableCommand({ TableName: name }))).Table!, [dynamo, name]);
  return (
    <DetailPage
      name={name}
      words={t.targets.tables}
      listPath={paths.tables}
      load={table}
      remove={() => dynamo.send(new DeleteTableCommand({ TableName: name }))}
    >
      {(value) => (
        <>
          <Details table={value} />
          <ItemSearch table={name} searchables={searchables(value)} />
        </>
      )}
    </DetailPage>
  );
}

function Details({ table }: { table: TableDescription }) {
  const t = useT();
  const words = t.targets.tables;
  const date = useFormatDate();
  const [own, ...indexes] = searchables(table);
  return (
    <Section title={t.details}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t.arn, value: <Copyable text={table.TableArn!} /> },
          { label: words.partitionKey, value: keyText(own!.partition) },
          { label: words.sortKey, value: own!.sort ? keyText(own!.sort) : words.none },
          { label: words.items, value: table.ItemCount ?? 0 },
          { label: words.indexes, value: indexes.length === 0 ? words.none : indexes.map(({ index }) => index).join(', ') },
          { label: t.created, value: date(table.CreationDateTime) },
        ]}
      />
    </Section>
  );
}

function keyText({ name, type }: Key): string {
  return `${name} (${type})`;
}
