import { CreateStateMachineCommand, DeleteStateMachineCommand, ListStateMachinesCommand, SFNClient, type StateMachineListItem } from '@aws-sdk/client-sfn';
import { useCallback } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Link } from '../../components/Link';
import { useFormatDate, useT } from '../../i18n';
import { CreateModal } from './CreateModal';
import { TargetList } from './TargetList';

const PAGE = 100;
/** Hands its input on: enough to see what a rule sends. */
const FIRST_DEFINITION = '{"StartAt": "Received", "States": {"Received": {"Type": "Succeed"}}}';

export default function MachineList() {
  const t = useT();
  const date = useFormatDate();
  const { client, session } = useAws();
  const states = client(SFNClient);
  const words = t.targets.machines;
  const roleArn = `arn:aws:iam::${session.account}:role/states`;
  const fetch = useCallback(
    async (nextToken: string | undefined) => {
      const page = await states.send(new ListStateMachinesCommand({ nextToken, maxResults: PAGE }));
      return { items: page.stateMachines ?? [], next: page.nextToken };
    },
    [states],
  );
  return (
    <TargetList<StateMachineListItem>
      words={words}
      fetch={fetch}
      name={(machine) => machine.name!}
      columns={[
        { id: 'name', header: t.name, isRowHeader: true, cell: (machine) => <Link to={paths.machine(machine.name!)}>{machine.name}</Link> },
        { id: 'type', header: t.targets.queues.kind, cell: (machine) => machine.type },
        { id: 'created', header: t.created, cell: (machine) => date(machine.creationDate) },
      ]}
      command={`aws stepfunctions create-state-machine --name readings --role-arn ${roleArn} \\
    --definition '${FIRST_DEFINITION}'`}
      createForm={(close, created) => (
        <CreateModal
          title={words.create}
          fields={[{ label: words.nameLabel, hint: words.nameHint }]}
          create={([name]) => states.send(new CreateStateMachineCommand({ name, roleArn, definition: FIRST_DEFINITION }))}
          onCreated={created}
          onClose={close}
        />
      )}
      remove={(machine) => states.send(new DeleteStateMachineCommand({ stateMachineArn: machine.stateMachineArn }))}
    />
  );
}
