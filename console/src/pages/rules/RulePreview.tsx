import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useAws } from '../../aws/clients';
import { MooringError } from '../../aws/mooring';
import { Snippet } from '../../components/Copyable';
import { Failed } from '../../components/Failed';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { prettyText } from '../../lib/json';
import type { Sample } from './samples';
import type { Trial, TriedAction } from './trial';

/** What a rule would do with a message, while both are typed. Nothing is sent. */
export function RulePreview({ sample, onSample, trial }: { sample: Sample; onSample: (sample: Sample) => void; trial: Trial }) {
  const t = useT();
  return (
    <Section title={t.preview.title} description={t.preview.text}>
      <ColumnLayout columns={2}>
        <SpaceBetween size="m">
          <Recorded onChosen={onSample} />
          <FormField label={t.rules.testTopic}>
            <Input value={sample.topic} onChange={(event) => onSample({ ...sample, topic: event.detail.value })} spellcheck={false} />
          </FormField>
          <FormField label={t.rules.testPayload}>
            <Textarea
              value={sample.payload}
              rows={8}
              onChange={(event) => onSample({ ...sample, payload: event.detail.value })}
              spellcheck={false}
            />
          </FormField>
        </SpaceBetween>
        <div aria-live="polite" data-testid="preview">
          <Outcome trial={trial} />
        </div>
      </ColumnLayout>
    </Section>
  );
}

function Outcome({ trial }: { trial: Trial }) {
  const t = useT();
  if (trial.error instanceof MooringError && trial.error.name === 'SqlParseException') {
    const { problem, line, column } = trial.error.details;
    return (
      <Alert type="error" header={t.preview.notSql}>
        <span className="server-words">
          {trial.problem ? `${t.preview.at(String(line), String(column))}: ` : ''}
          {String(problem)}
        </span>
      </Alert>
    );
  }
  if (trial.error !== undefined) {
    return <Failed error={trial.error} />;
  }
  const tried = trial.tried;
  if (!tried) {
    return <Box color="text-body-secondary">{t.preview.nothing}</Box>;
  }
  return (
    <SpaceBetween size="m">
      <StatusIndicator type={tried.matched ? 'success' : tried.outcome === 'FAILED' ? 'error' : 'stopped'}>{t.preview.outcomes[tried.outcome]}</StatusIndicator>
      <div className="server-words">{tried.verdict}</div>
      {tried.result && <Snippet label={t.preview.result} code={prettyText(tried.result.payload ?? tried.result.payloadBase64 ?? '')} />}
      {tried.result?.notes?.map((note) => (
        <Alert key={note} type="info">
          {note}
        </Alert>
      ))}
      {tried.actions?.map((action, index) => (
        <WouldSend key={`${action.action} ${index}`} action={action} />
      ))}
      {tried.errorAction && <WouldSend action={tried.errorAction} />}
    </SpaceBetween>
  );
}

function WouldSend({ action }: { action: TriedAction }) {
  const t = useT();
  return (
    <div>
      <StatusIndicator type={action.wouldSend ? 'success' : 'error'}>{`${action.action}: ${action.wouldSend ? t.preview.wouldSend : t.preview.wouldFail}`}</StatusIndicator>
      <div className="fixed server-words">{action.target}</div>
      {action.problem && <div className="server-words">{action.problem}</div>}
      {action.parameters.map((parameter) => (
        <div key={parameter.name} className="server-words aside">
          {parameter.name}: {parameter.value ?? parameter.problem}
        </div>
      ))}
    </div>
  );
}

/** Messages that ./mooring record keeps. */
function Recorded({ onChosen }: { onChosen: (sample: Sample) => void }) {
  const t = useT();
  const { mooring } = useAws();
  const recorded = useLoad(async () => {
    const { recordings } = await mooring<{ recordings: { filter: string }[] }>('GET', '/mooring/recordings');
    const messages = await Promise.all(
      recordings.map(({ filter }) =>
        mooring<{ messages: { topic: string; payload?: string; timestamp: number }[] }>('GET', '/mooring/recordings/messages', {
          query: { filter, limit: '20' },
        }),
      ),
    );
    return messages
      .flatMap((answer) => answer.messages)
      .filter((message) => message.payload !== undefined)
      .sort((a, b) => b.timestamp - a.timestamp);
  }, [mooring]);
  if (!recorded.value || recorded.value.length === 0) {
    return null;
  }
  return (
    <FormField label={t.preview.recorded}>
      <Select
        selectedOption={null}
        placeholder={t.preview.choose}
        options={recorded.value.map((message, index) => ({
          value: String(index),
          label: message.topic,
          description: message.payload!.slice(0, 100),
        }))}
        onChange={(event) => {
          const message = recorded.value![Number(event.detail.selectedOption.value)]!;
          onChosen({ topic: message.topic, payload: prettyText(message.payload!) });
        }}
      />
    </FormField>
  );
}
