import {
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
} from '@aws-sdk/client-lambda';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { isNamed } from '../../aws/errors';
import { Code } from '../../components/Code';
import { Copyable, Snippet } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { Failed } from '../../components/Failed';
import { ListSection, Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useAction, useLoad } from '../../lib/load';
import { CodeSection } from './CodeSection';
import { jsonProblem, prettyText } from '../../lib/json';

interface Grant {
  Sid: string;
  Principal?: unknown;
  Condition?: unknown;
}

export default function FunctionDetail({ name }: { name: string }) {
  const t = useT();
  const { lambda } = useAws();
  const found = useLoad(() => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })), [lambda, name]);
  const grants = useLoad(async () => {
    try {
      const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: name }));
      return (JSON.parse(Policy!) as { Statement: Grant[] }).Statement;
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) {
        return [];
      }
      throw error;
    }
  }, [lambda, name]);
  return (
    <DetailPage
      name={name}
      words={t.functions}
      listPath={paths.functions}
      load={found}
      remove={() => lambda.send(new DeleteFunctionCommand({ FunctionName: name }))}
    >
      {(value) => (
        <>
          <Details configuration={value} />
          <TestEvent name={name} />
          <CodeSection name={name} configuration={value} onSaved={found.reload} />
          <ListSection<Grant>
            title={t.functions.resourcePolicy}
            load={grants}
            name={(grant) => grant.Sid}
            empty={{ title: t.functions.noResourcePolicy, hint: '' }}
            columns={[
              { id: 'sid', header: 'Sid', isRowHeader: true, cell: (grant) => grant.Sid },
              { id: 'principal', header: 'Principal', cell: (grant) => <Box variant="code">{JSON.stringify(grant.Principal)}</Box> },
              {
                id: 'condition',
                header: 'Condition',
                cell: (grant) => (grant.Condition ? <Box variant="code">{JSON.stringify(grant.Condition)}</Box> : '–'),
              },
            ]}
          />
        </>
      )}
    </DetailPage>
  );
}

function Details({ configuration }: { configuration: FunctionConfiguration }) {
  const t = useT();
  const date = useFormatDate();
  const environment = Object.entries(configuration.Environment?.Variables ?? {});
  return (
    <Section title={t.details}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: t.arn, value: <Copyable text={configuration.FunctionArn!} /> },
          { label: t.functions.runtime, value: configuration.Runtime ?? '–' },
          { label: t.functions.handler, value: configuration.Handler ?? '–' },
          { label: t.functions.memory, value: t.functions.megabytes(configuration.MemorySize ?? 128) },
          { label: t.functions.timeout, value: t.functions.seconds(configuration.Timeout ?? 3) },
          { label: t.functions.codeSize, value: t.functions.bytes(configuration.CodeSize ?? 0) },
          { label: t.modified, value: date(configuration.LastModified ? new Date(configuration.LastModified) : undefined) },
          {
            label: t.functions.environment,
            value: environment.length === 0 ? t.functions.noEnvironment : environment.map(([key, value]) => <div key={key}>{`${key}=${value}`}</div>),
          },
        ]}
      />
    </Section>
  );
}

interface Outcome {
  failed: string | undefined;
  answer: string;
  log: string;
}

function TestEvent({ name }: { name: string }) {
  const t = useT();
  const { lambda } = useAws();
  const [event, setEvent] = useState('{\n  "message": "hello"\n}');
  const [outcome, setOutcome] = useState<Outcome>();
  const invoking = useAction();
  return (
    <Section
      title={t.functions.test}
      description={t.functions.testText}
      actions={
        <Button
          variant="primary"
          loading={invoking.busy}
          disabled={jsonProblem(event) !== undefined}
          onClick={() =>
            void invoking.run(async () => {
              setOutcome(undefined);
              const answer = await lambda.send(new InvokeCommand({ FunctionName: name, Payload: new TextEncoder().encode(event), LogType: 'Tail' }));
              setOutcome({
                failed: answer.FunctionError,
                answer: prettyText(new TextDecoder().decode(answer.Payload)),
                log: answer.LogResult ? new TextDecoder().decode(Uint8Array.from(atob(answer.LogResult), (c) => c.charCodeAt(0))) : '',
              });
            })
          }
        >
          {t.functions.invoke}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <FormField label={t.functions.event} stretch errorText={jsonProblem(event) && t.policies.jsonError}>
          <Code language="json" value={event} onChange={setEvent} label={t.functions.event} height={140} />
        </FormField>
        <Failed error={invoking.error} />
        <div aria-live="polite" data-testid="outcome">
          {outcome && (
            <SpaceBetween size="s">
              <StatusIndicator type={outcome.failed ? 'error' : 'success'}>
                {outcome.failed ? `${t.functions.failed}: ${outcome.failed}` : t.functions.succeeded}
              </StatusIndicator>
              <Box variant="awsui-key-label">{t.functions.result}</Box>
              <Snippet code={outcome.answer} label={t.functions.result} />
              <Box variant="awsui-key-label">{t.functions.log}</Box>
              <Snippet code={outcome.log || t.functions.noLog} label={t.functions.log} />
            </SpaceBetween>
          )}
        </div>
      </SpaceBetween>
    </Section>
  );
}
