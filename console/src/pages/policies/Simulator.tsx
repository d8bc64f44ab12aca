import Alert from '@cloudscape-design/components/alert';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { DescribeThingCommand } from '@aws-sdk/client-iot';
import { useState } from 'react';
import { useAws } from '../../aws/clients';
import { isNamed } from '../../aws/errors';
import { Failed } from '../../components/Failed';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { useAction } from '../../lib/load';

const ACTIONS = ['iot:Connect', 'iot:Publish', 'iot:Subscribe', 'iot:Receive', 'iot:RetainPublish'] as const;

interface StatementRef {
  policyName: string;
  policyVersionId: string;
  index: number;
  sid?: string;
  resource?: string;
}

interface Answer {
  authDecision: 'ALLOWED' | 'EXPLICIT_DENY' | 'IMPLICIT_DENY';
  resource: string;
  statement?: StatementRef;
  nearMisses?: { why: string; statement: StatementRef }[];
  missingContextValues: string[];
}

/** Asks what policies would say to a device, without one. */
export function Simulator({ policies }: { policies: { name: string; document: string }[] }) {
  const t = useT();
  const { mooring, iot } = useAws();
  const [thingName, setThingName] = useState('');
  const [clientId, setClientId] = useState('');
  const [action, setAction] = useState<string>(ACTIONS[0]);
  const [resource, setResource] = useState('');
  const [answer, setAnswer] = useState<Answer>();
  const asking = useAction();

  const client = clientId || thingName;
  const asked = action === 'iot:Connect' ? resource || client : resource;
  const simulate = () =>
    asking.run(async () => {
      setAnswer(undefined);
      setAnswer(
        await mooring<Answer>('POST', '/mooring/policies/simulate', {
          body: {
            policies: policies.map(({ name, document }) => ({ policyName: name, policyDocument: document })),
            action,
            resource: asked,
            ...(client ? { clientId: client } : {}),
            ...(thingName ? { thing: await thing(thingName) } : {}),
          },
        }),
      );
    });

  /** With its attributes if it exists; as a name if it does not yet. */
  async function thing(name: string) {
    try {
      const found = await iot.send(new DescribeThingCommand({ thingName: name }));
      return { thingName: name, attributes: found.attributes ?? {}, ...(found.thingTypeName ? { thingTypeName: found.thingTypeName } : {}) };
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) {
        return { thingName: name };
      }
      throw error;
    }
  }

  return (
    <Section title={t.simulator.title} description={t.simulator.text}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (asked !== '') {
            void simulate();
          }
        }}
      >
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            <FormField label={t.simulator.thing} description={t.simulator.thingHint}>
              <Input value={thingName} onChange={(event) => setThingName(event.detail.value)} spellcheck={false} />
            </FormField>
            <FormField label={t.simulator.clientId} description={t.simulator.clientIdHint}>
              <Input value={clientId} placeholder={thingName} onChange={(event) => setClientId(event.detail.value)} spellcheck={false} />
            </FormField>
            <FormField label={t.simulator.action}>
              <Select
                selectedOption={{ value: action, label: action }}
                options={ACTIONS.map((value) => ({ value, label: value }))}
                onChange={(event) => setAction(event.detail.selectedOption.value!)}
              />
            </FormField>
            <FormField label={t.simulator.resource(action)}>
              <Autosuggest
                value={resource}
                placeholder={action === 'iot:Connect' ? client : 'devices/pi/data'}
                onChange={(event) => setResource(event.detail.value)}
                options={
                  action === 'iot:Connect' || !thingName
                    ? []
                    : [{ value: `devices/${thingName}/data` }, { value: `$aws/things/${thingName}/shadow/update` }]
                }
                enteredTextLabel={(value) => value}
                ariaLabel={t.simulator.resource(action)}
              />
            </FormField>
          </ColumnLayout>
          <Button formAction="submit" variant="primary" loading={asking.busy} disabled={asked === ''}>
            {t.simulator.run}
          </Button>
          <Failed error={asking.error} />
          <div aria-live="polite">{answer && <Verdict answer={answer} />}</div>
        </SpaceBetween>
      </form>
    </Section>
  );
}

function Verdict({ answer }: { answer: Answer }) {
  const t = useT();
  const place = (statement: StatementRef) => t.simulator.statement(statement.policyName, statement.sid ?? `#${statement.index}`);
  return (
    <Alert
      type={answer.authDecision === 'ALLOWED' ? 'success' : 'error'}
      header={
        answer.authDecision === 'ALLOWED'
          ? t.simulator.allowed
          : answer.authDecision === 'EXPLICIT_DENY'
            ? t.simulator.denied
            : t.simulator.notAllowed
      }
    >
      <SpaceBetween size="xs">
        <Box variant="code">{answer.resource}</Box>
        {answer.statement && (
          <div>
            {t.simulator.decides}: <b>{place(answer.statement)}</b>
            {answer.statement.resource && (
              <>
                {' '}
                <Box variant="code">{answer.statement.resource}</Box>
              </>
            )}
          </div>
        )}
        {answer.nearMisses?.map((miss) => (
          <div key={`${miss.statement.policyName} ${miss.statement.index}`}>
            {t.simulator.closest}: <b>{place(miss.statement)}</b>
            <div className="server-words">{miss.why}</div>
          </div>
        ))}
        {answer.missingContextValues.length > 0 && (
          <div>
            {t.simulator.missing}: {answer.missingContextValues.join(', ')}
          </div>
        )}
      </SpaceBetween>
    </Alert>
  );
}
