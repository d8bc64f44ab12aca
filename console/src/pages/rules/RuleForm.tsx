import type { TopicRule, TopicRulePayload } from '@aws-sdk/client-iot';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { useAws } from '../../aws/clients';
import { CreatePage } from '../../components/CreatePage';
import type { Crumb } from '../../components/Page';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { RULE_NAME } from '../../lib/names';
import { ActionForm } from './ActionForm';
import { type ActionDraft, actionOf, draftOf, missing, newDraft } from './actionKinds';
import { RulePreview } from './RulePreview';
import { membersOf, type Sample, sampleTopic } from './samples';
import { SqlEditor } from './SqlEditor';
import { useTrial } from './trial';

const VERSIONS = ['2016-03-23', '2015-10-08'];
const FIRST_SQL = "SELECT *, topic() AS topic\nFROM 'devices/+/data'\nWHERE temperature > 20";
const FIRST_PAYLOAD = '{\n  "temperature": 25.5,\n  "humidity": 40\n}';
/** AWS takes so many of a rule. */
const MAX_ACTIONS = 10;

/** Creates a rule, or edits one: its statement and its actions, tried on a message as they are typed. */
export function RuleForm({
  title,
  parents,
  rule,
  submit,
  onSubmit,
}: {
  title: string;
  parents: Crumb[];
  rule?: TopicRule;
  submit: string;
  onSubmit: (name: string, payload: TopicRulePayload) => Promise<void>;
}) {
  const t = useT();
  const { session } = useAws();
  const role = `arn:aws:iam::${session.account}:role/mooring`;
  const [name, setName] = useState(rule?.ruleName ?? '');
  const [description, setDescription] = useState(rule?.description ?? '');
  const [sql, setSql] = useState(rule?.sql ?? FIRST_SQL);
  const [version, setVersion] = useState(rule?.awsIotSqlVersion ?? VERSIONS[0]!);
  const [actions, setActions] = useState<ActionDraft[]>(() => rule?.actions?.map(draftOf) ?? [newDraft('lambda', role)]);
  const [errorAction, setErrorAction] = useState<ActionDraft | undefined>(() => rule?.errorAction && draftOf(rule.errorAction));
  const [enabled, setEnabled] = useState(!(rule?.ruleDisabled ?? false));
  const [tried, setTried] = useState(false);
  const [sample, setSample] = useState<Sample>(() => ({ topic: sampleTopic(sql), payload: FIRST_PAYLOAD }));

  // Half-filled actions are not tried: what they lack is said at their fields.
  const complete = [...actions, ...(errorAction ? [errorAction] : [])].every((draft) => missing(draft).length === 0);
  const payload = useMemo(() => {
    const base = { sql, awsIotSqlVersion: version };
    try {
      return complete ? { ...base, actions: actions.map(actionOf), ...(errorAction && { errorAction: actionOf(errorAction) }) } : { ...base, actions: [] };
    } catch {
      return { ...base, actions: [] };
    }
  }, [sql, version, actions, errorAction, complete]);
  const trial = useTrial(payload, sample);
  const members = useMemo(() => membersOf(sample.payload), [sample.payload]);
  const wrongName = name === '' ? t.rules.nameNeeded : RULE_NAME.test(name) ? undefined : t.rules.nameWrong;

  return (
    <CreatePage
      title={title}
      parents={parents}
      submit={submit}
      onTry={() => setTried(true)}
      valid={wrongName === undefined && actions.length > 0 && complete}
      create={() =>
        onSubmit(name, {
          sql,
          awsIotSqlVersion: version,
          description,
          ruleDisabled: !enabled,
          actions: actions.map(actionOf),
          ...(errorAction && { errorAction: actionOf(errorAction) }),
        })
      }
    >
      <Section title={t.details}>
        <SpaceBetween size="l">
          {!rule && (
            <FormField label={t.name} constraintText={t.rules.nameHint} errorText={tried || name !== '' ? wrongName : undefined}>
              <Input value={name} onChange={(event) => setName(event.detail.value)} autoFocus spellcheck={false} />
            </FormField>
          )}
          <FormField label={`${t.description} – ${t.optional}`}>
            <Input value={description} onChange={(event) => setDescription(event.detail.value)} />
          </FormField>
          <Checkbox checked={enabled} onChange={(event) => setEnabled(event.detail.checked)}>
            {t.rules.enabled}
          </Checkbox>
        </SpaceBetween>
      </Section>
      <Section title={t.rules.sql} description={t.rules.sqlHint}>
        <SpaceBetween size="m">
          <SqlEditor value={sql} onChange={setSql} problem={trial.problem} members={members} />
          <FormField label={t.rules.sqlVersion}>
            <Select
              selectedOption={{ value: version, label: version }}
              options={VERSIONS.map((value) => ({ value, label: value }))}
              onChange={(event) => setVersion(event.detail.selectedOption.value!)}
            />
          </FormField>
        </SpaceBetween>
      </Section>
      <RulePreview sample={sample} onSample={setSample} trial={trial} />
      <Section
        title={t.rules.actionsTitle}
        actions={
          <Button
            formAction="none"
            disabled={actions.length >= MAX_ACTIONS}
            onClick={() => setActions([...actions, newDraft('republish', role)])}
          >
            {t.rules.addAction}
          </Button>
        }
      >
        <SpaceBetween size="m">
          {actions.length === 0 && <div className="problem">{t.rules.actionNeeded}</div>}
          {actions.map((draft, index) => (
            <ActionForm
              key={index}
              title={t.rules.actionN(index + 1)}
              draft={draft}
              tried={tried}
              onChange={(changed) => setActions(actions.map((other, i) => (i === index ? changed : other)))}
              onRemove={() => setActions(actions.filter((_, i) => i !== index))}
            />
          ))}
        </SpaceBetween>
      </Section>
      <Section
        title={t.rules.errorAction}
        description={t.rules.errorActionHint}
        actions={
          !errorAction && (
            <Button formAction="none" onClick={() => setErrorAction(newDraft('republish', role))}>
              {t.rules.addErrorAction}
            </Button>
          )
        }
      >
        {errorAction ? (
          <ActionForm title={t.rules.errorAction} draft={errorAction} tried={tried} onChange={setErrorAction} onRemove={() => setErrorAction(undefined)} />
        ) : (
          t.none
        )}
      </Section>
    </CreatePage>
  );
}
