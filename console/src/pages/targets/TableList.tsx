import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient, ListTablesCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import { useCallback } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Link } from '../../components/Link';
import { useFormatDate, useT } from '../../i18n';
import { CreateModal } from './CreateModal';
import { searchables } from './items';
import { TargetList } from './TargetList';

const PAGE = 25;
const COMMAND = `aws dynamodb create-table --table-name readings --billing-mode PAY_PER_REQUEST \\
    --attribute-definitions \\
        AttributeName=room,AttributeType=S AttributeName=time,AttributeType=N \\
    --key-schema AttributeName=room,KeyType=HASH AttributeName=time,KeyType=RANGE`;

export default function TableList() {
  const t = useT();
  const date = useFormatDate();
  const dynamo = useAws().client(DynamoDBClient);
  const words = t.targets.tables;
  const fetch = useCallback(
    async (ExclusiveStartTableName: string | undefined) => {
      const page = await dynamo.send(new ListTablesCommand({ ExclusiveStartTableName, Limit: PAGE }));
      const described = await Promise.all((page.TableNames ?? []).map((TableName) => dynamo.send(new DescribeTableCommand({ TableName }))));
      return { items: described.map((answer) => answer.Table!), next: page.LastEvaluatedTableName };
    },
    [dynamo],
  );
  return (
    <TargetList<TableDescription>
      words={words}
      fetch={fetch}
      name={(table) => table.TableName!}
      columns={[
        { id: 'name', header: t.name, isRowHeader: true, cell: (table) => <Link to={paths.table(table.TableName!)}>{table.TableName}</Link> },
        { id: 'partition', header: words.partitionKey, cell: (table) => searchables(table)[0]!.partition.name },
        { id: 'sort', header: words.sortKey, cell: (table) => searchables(table)[0]!.sort?.name ?? '–' },
        { id: 'items', header: words.items, cell: (table) => table.ItemCount },
        { id: 'created', header: t.created, cell: (table) => date(table.CreationDateTime) },
      ]}
      command={COMMAND}
      createForm={(close, created) => (
        <CreateModal
          title={words.create}
          fields={[
            { label: words.nameLabel, hint: words.nameHint },
            { label: words.keyLabel, initial: 'id' },
          ]}
          create={([TableName, key]) =>
            dynamo.send(
              new CreateTableCommand({
                TableName,
                BillingMode: 'PAY_PER_REQUEST',
                AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
                KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
              }),
            )
          }
          onCreated={created}
          onClose={close}
        />
      )}
      remove={(table) => dynamo.send(new DeleteTableCommand({ TableName: table.TableName }))}
    />
  );
}
