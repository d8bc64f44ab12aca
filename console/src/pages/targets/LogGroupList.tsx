import { CloudWatchLogsClient, CreateLogGroupCommand, DeleteLogGroupCommand, DescribeLogGroupsCommand, type LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { useCallback } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Link } from '../../components/Link';
import { useFormatDate, useT } from '../../i18n';
import { CreateModal } from './CreateModal';
import { TargetList } from './TargetList';

const PAGE = 50;

export default function LogGroupList() {
  const t = useT();
  const date = useFormatDate();
  const logs = useAws().client(CloudWatchLogsClient);
  const words = t.targets.logs;
  const fetch = useCallback(
    async (nextToken: string | undefined) => {
      const page = await logs.send(new DescribeLogGroupsCommand({ nextToken, limit: PAGE }));
      return { items: page.logGroups ?? [], next: page.nextToken };
    },
    [logs],
  );
  return (
    <TargetList<LogGroup>
      words={words}
      fetch={fetch}
      name={(group) => group.logGroupName!}
      columns={[
        { id: 'name', header: t.name, isRowHeader: true, cell: (group) => <Link to={paths.log(group.logGroupName!)}>{group.logGroupName}</Link> },
        { id: 'retention', header: words.retention, cell: (group) => (group.retentionInDays ? words.days(group.retentionInDays) : words.forEver) },
        { id: 'created', header: t.created, cell: (group) => date(group.creationTime === undefined ? undefined : new Date(group.creationTime)) },
      ]}
      command="aws logs create-log-group --log-group-name readings"
      createForm={(close, created) => (
        <CreateModal
          title={words.create}
          fields={[{ label: words.nameLabel, hint: words.nameHint }]}
          create={([logGroupName]) => logs.send(new CreateLogGroupCommand({ logGroupName }))}
          onCreated={created}
          onClose={close}
        />
      )}
      remove={(group) => logs.send(new DeleteLogGroupCommand({ logGroupName: group.logGroupName }))}
    />
  );
}
