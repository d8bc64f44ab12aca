import { type ExecutionListItem, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import Button from '@cloudscape-design/components/button';
import { useAws } from '../../aws/clients';
import { ListSection } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { usePoll } from '../../lib/poll';
import { ExecutionStatus } from './ExecutionStatus';

const EVERY_MILLIS = 2000;
const SHOWN = 100;

/** The latest executions, kept up to date. */
export function ExecutionList({ machineArn, onOpen }: { machineArn: string; onOpen: (name: string) => void }) {
  const t = useT();
  const words = t.targets.machines;
  const date = useFormatDate();
  const states = useAws().client(SFNClient);
  const { value, error } = usePoll(
    async (abortSignal) => (await states.send(new ListExecutionsCommand({ stateMachineArn: machineArn, maxResults: SHOWN }), { abortSignal })).executions ?? [],
    EVERY_MILLIS,
    [states, machineArn],
  );
  return (
    <ListSection<ExecutionListItem>
      title={words.executions}
      description={words.executionsText(SHOWN)}
      load={{ value, error: value ? undefined : error, loading: value === undefined && error === undefined, reload: () => {} }}
      name={(execution) => execution.executionArn!}
      empty={{ title: words.noExecutions, hint: words.noExecutionsHint }}
      columns={[
        {
          id: 'name',
          header: t.name,
          isRowHeader: true,
          cell: ({ name }) => (
            <Button variant="inline-link" ariaLabel={t.targets.showRow(name!)} onClick={() => onOpen(name!)}>
              {name}
            </Button>
          ),
        },
        { id: 'status', header: t.status, cell: ({ status }) => <ExecutionStatus status={status} /> },
        { id: 'started', header: words.startedAt, cell: ({ startDate }) => date(startDate) },
        { id: 'stopped', header: words.stoppedAt, cell: ({ stopDate }) => date(stopDate) },
      ]}
    />
  );
}
