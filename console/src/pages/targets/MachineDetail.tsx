import { DeleteStateMachineCommand, DescribeStateMachineCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useSearchParams } from 'react-router';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Copyable, Snippet } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { prettyText } from '../../lib/json';
import { useLoad } from '../../lib/load';
import { ExecutionList } from './ExecutionList';
import { ExecutionModal } from './ExecutionModal';
import { SendForm } from './SendForm';

/** The execution that is open is in the address. */
export default function MachineDetail({ name }: { name: string }) {
  const t = useT();
  const words = t.targets.machines;
  const date = useFormatDate();
  const { client, session } = useAws();
  const states = client(SFNClient);
  const [query, setQuery] = useSearchParams();
  const execution = query.get('execution');
  const place = `arn:aws:states:${session.region}:${session.account}`;
  const stateMachineArn = `${place}:stateMachine:${name}`;
  const machine = useLoad(() => states.send(new DescribeStateMachineCommand({ stateMachineArn })), [states, stateMachineArn]);
  const express = machine.value?.type === 'EXPRESS';
  return (
    <DetailPage
      name={name}
      words={words}
      listPath={paths.machines}
      load={machine}
      remove={() => states.send(new DeleteStateMachineCommand({ stateMachineArn }))}
      dialogs={execution !== null && <ExecutionModal arn={`${place}:execution:${name}:${execution}`} name={execution} onClose={() => setQuery({}, { replace: true })} />}
    >
      {(value) => (
        <>
          <Section title={t.details}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: t.arn, value: <Copyable text={stateMachineArn} /> },
                { label: t.targets.queues.kind, value: value.type ?? '–' },
                { label: t.created, value: date(value.creationDate) },
              ]}
            />
          </Section>
          {!express && <ExecutionList machineArn={stateMachineArn} onOpen={(opened) => setQuery({ execution: opened })} />}
          <SendForm
            title={words.start}
            description={express ? words.startExpress : words.startText}
            label={words.input}
            submit={words.startButton}
            send={async (input) => {
              const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
              return words.started(executionArn!.slice(executionArn!.lastIndexOf(':') + 1));
            }}
          />
          <Section title={words.definition}>
            <Snippet code={prettyText(value.definition ?? '')} label={words.definition} />
          </Section>
        </>
      )}
    </DetailPage>
  );
}
