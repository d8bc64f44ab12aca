import { DescribeExecutionCommand, GetExecutionHistoryCommand, type HistoryEvent, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { all } from '../../aws/all';
import { useAws } from '../../aws/clients';
import { Snippet } from '../../components/Copyable';
import { Failed } from '../../components/Failed';
import { Waiting } from '../../components/Waiting';
import { useFormatDate, useT } from '../../i18n';
import { pretty, prettyText } from '../../lib/json';
import { useAction } from '../../lib/load';
import { usePoll } from '../../lib/poll';
import { detailsOf, statesOf } from './executions';
import { ExecutionStatus } from './ExecutionStatus';

const EVERY_MILLIS = 2000;

/** One execution: what came in, what came out, and all that happened on the way. */
export function ExecutionModal({ arn, name, onClose }: { arn: string; name: string; onClose: () => void }) {
  const t = useT();
  const words = t.targets.machines;
  const date = useFormatDate();
  const states = useAws().client(SFNClient);
  const stopping = useAction();
  const { value, error } = usePoll(
    async (abortSignal) => {
      const execution = await states.send(new DescribeExecutionCommand({ executionArn: arn }), { abortSignal });
      const events = await all(async (nextToken) => {
        const page = await states.send(new GetExecutionHistoryCommand({ executionArn: arn, nextToken }), { abortSignal });
        return { items: page.events, next: page.nextToken };
      });
      return { execution, events, places: statesOf(events) };
    },
    EVERY_MILLIS,
    [states, arn],
  );
  return (
    <Modal
      visible
      size="max"
      header={<span className="page-title">{name}</span>}
      closeAriaLabel={t.close}
      onDismiss={onClose}
      footer={
        value?.execution.status === 'RUNNING' && (
          <Box float="right">
            <Button
              loading={stopping.busy}
              onClick={() =>
                void stopping.run(async () => {
                  await states.send(new StopExecutionCommand({ executionArn: arn }));
                })
              }
            >
              {words.stop}
            </Button>
          </Box>
        )
      }
    >
      <SpaceBetween size="l">
        <Failed error={stopping.error ?? error} />
        {!value && error === undefined && <Waiting />}
        {value && (
          <SpaceBetween size="m">
            <KeyValuePairs
              columns={4}
              items={[
                { label: t.status, value: <ExecutionStatus status={value.execution.status} /> },
                { label: words.startedAt, value: date(value.execution.startDate) },
                { label: words.stoppedAt, value: date(value.execution.stopDate) },
                { label: words.error, value: [value.execution.error, value.execution.cause].filter(Boolean).join(': ') || '–' },
              ]}
            />
            <Box variant="awsui-key-label">{words.input}</Box>
            <Snippet code={prettyText(value.execution.input ?? '')} label={words.input} />
            {value.execution.output !== undefined && (
              <>
                <Box variant="awsui-key-label">{words.output}</Box>
                <Snippet code={prettyText(value.execution.output)} label={words.output} />
              </>
            )}
            <Table<HistoryEvent>
              variant="embedded"
              wrapLines
              items={value.events}
              ariaLabels={{ tableLabel: words.history }}
              header={<Box variant="h3">{`${words.history} (${value.events.length})`}</Box>}
              columnDefinitions={[
                { id: 'id', header: '#', cell: (event) => event.id, width: 60 },
                { id: 'type', header: words.event, isRowHeader: true, cell: (event) => event.type, width: 220 },
                { id: 'state', header: words.state, cell: (event) => value.places.get(event.id!) ?? '–', width: 160 },
                { id: 'time', header: t.targets.time, cell: (event) => date(event.timestamp), width: 200 },
                { id: 'details', header: t.details, minWidth: 220, cell: (event) => <Details event={event} /> },
              ]}
            />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Modal>
  );
}

function Details({ event }: { event: HistoryEvent }) {
  const t = useT();
  const details = detailsOf(event);
  if (Object.keys(details).length === 0) {
    return '–';
  }
  const label = `${t.details} ${event.id}`;
  return (
    <ExpandableSection variant="inline" headerText={t.details} headerAriaLabel={label}>
      <Snippet code={pretty(details)} label={label} copy={false} />
    </ExpandableSection>
  );
}
