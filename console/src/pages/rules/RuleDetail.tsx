import { DeleteTopicRuleCommand, DisableTopicRuleCommand, EnableTopicRuleCommand, GetTopicRuleCommand, type TopicRule } from '@aws-sdk/client-iot';
import { PublishCommand } from '@aws-sdk/client-iot-data-plane';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type ReactNode, useState } from 'react';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Copyable, Snippet } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { Failed } from '../../components/Failed';
import { Link, LinkButton } from '../../components/Link';
import { Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useAction, useLoad } from '../../lib/load';
import { usePoll } from '../../lib/poll';
import { ACTION_KINDS, type ActionDraft, draftOf } from './actionKinds';
import { ruleFigures } from './ruleMetrics';
import { RuleStatus } from './RuleList';
import { sampleTopic } from './samples';

export default function RuleDetail({ name }: { name: string }) {
  const t = useT();
  const { iot } = useAws();
  const { tell } = useFlash();
  const found = useLoad(() => iot.send(new GetTopicRuleCommand({ ruleName: name })), [iot, name]);
  const switching = useAction();
  const rule = found.value?.rule;

  return (
    <DetailPage
      name={name}
      words={t.rules}
      listPath={paths.rules}
      load={found}
      remove={() => iot.send(new DeleteTopicRuleCommand({ ruleName: name }))}
      dialogs={<Failed error={switching.error} />}
      actions={
        rule && (
          <>
            <Button
              loading={switching.busy}
              onClick={() =>
                void switching.run(async () => {
                  await iot.send(
                    rule.ruleDisabled ? new EnableTopicRuleCommand({ ruleName: name }) : new DisableTopicRuleCommand({ ruleName: name }),
                  );
                  tell(t.rules.changed(1));
                  found.reload();
                })
              }
            >
              {rule.ruleDisabled ? t.rules.enable : t.rules.disable}
            </Button>
            <LinkButton to={paths.editRule(name)} variant="primary">
              {t.rules.editButton}
            </LinkButton>
          </>
        )
      }
    >
      {(value) => (
        <>
          <Details rule={value.rule!} arn={value.ruleArn!} />
          <Section title={t.rules.sql} description={`${t.rules.sqlVersion} ${value.rule!.awsIotSqlVersion}`}>
            <Snippet code={value.rule!.sql ?? ''} label={t.rules.sql} />
          </Section>
          <Section title={t.rules.actionsTitle} counter={`(${value.rule!.actions?.length ?? 0})`}>
            <SpaceBetween size="l">
              {value.rule!.actions?.map((action, index) => (
                <ActionView key={JSON.stringify(action)} title={t.rules.actionN(index + 1)} draft={draftOf(action)} />
              ))}
              {value.rule!.errorAction && <ActionView title={t.rules.errorAction} draft={draftOf(value.rule!.errorAction)} />}
            </SpaceBetween>
          </Section>
          <Figures name={name} />
          <PublishTest rule={value.rule!} />
        </>
      )}
    </DetailPage>
  );
}

function Details({ rule, arn }: { rule: TopicRule; arn: string }) {
  const t = useT();
  const date = useFormatDate();
  return (
    <Section title={t.details}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t.status, value: <RuleStatus disabled={rule.ruleDisabled} /> },
          { label: t.created, value: date(rule.createdAt) },
          { label: t.description, value: rule.description || '–' },
          { label: t.arn, value: <Copyable text={arn} /> },
        ]}
      />
    </Section>
  );
}

function ActionView({ title, draft }: { title: string; draft: ActionDraft }) {
  const members: { label: string; value: ReactNode }[] = Object.entries(draft.values).map(([label, value]) => ({
    label,
    value:
      label === 'functionArn' ? (
        <Link to={paths.function(value.split(':').at(6) ?? value)}>{value.split(':').at(6) ?? value}</Link>
      ) : (
        <Box variant="code">{value}</Box>
      ),
  }));
  return (
    <div>
      <Box variant="h3">{`${title}: ${ACTION_KINDS[draft.kind]?.title ?? draft.kind}`}</Box>
      <KeyValuePairs
        columns={3}
        items={[...members, ...Object.entries(draft.rest).map(([label, value]) => ({ label, value: <Box variant="code">{JSON.stringify(value)}</Box> }))]}
      />
    </div>
  );
}

/** Kept up to date: whoever publishes below sees them rise. */
function Figures({ name }: { name: string }) {
  const t = useT();
  const { mooring, session } = useAws();
  const all = usePoll((signal) => ruleFigures(mooring, session, signal), 1500, [mooring, session]);
  const mine = all.value?.find((figures) => figures.rule === name);
  return (
    <Section title={t.rules.metrics} description={t.monitor.rulesText}>
      <SpaceBetween size="m">
        <Failed error={all.error} />
        <KeyValuePairs
          columns={6}
          items={[
            { label: 'TopicMatch', value: mine?.topicMatch ?? 0 },
            { label: 'RulesExecuted', value: mine?.rulesExecuted ?? 0 },
            { label: 'Success', value: mine?.success ?? 0 },
            { label: 'Failure', value: mine?.failure ?? 0 },
            { label: t.monitor.errors, value: mine?.errors ?? 0 },
            { label: t.monitor.waiting, value: mine?.waiting ?? 0 },
          ]}
        />
      </SpaceBetween>
    </Section>
  );
}

/** Sends a real message, through the broker. */
function PublishTest({ rule }: { rule: TopicRule }) {
  const t = useT();
  const { iotData } = useAws();
  const { tell } = useFlash();
  const [topic, setTopic] = useState(sampleTopic(rule.sql ?? ''));
  const [payload, setPayload] = useState('{\n  "message": "hello"\n}');
  const publishing = useAction();
  return (
    <Section title={t.rules.test} description={t.rules.testText}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void publishing.run(async () => {
            await iotData.send(new PublishCommand({ topic, qos: 1, payload: new TextEncoder().encode(payload) }));
            tell(t.rules.published(topic));
          });
        }}
      >
        <SpaceBetween size="m">
          {rule.ruleDisabled && <Alert type="warning">{t.rules.testDisabled}</Alert>}
          <FormField label={t.rules.testTopic}>
            <Input value={topic} onChange={(event) => setTopic(event.detail.value)} spellcheck={false} />
          </FormField>
          <FormField label={t.rules.testPayload} stretch>
            <Textarea value={payload} rows={5} onChange={(event) => setPayload(event.detail.value)} spellcheck={false} />
          </FormField>
          <Button formAction="submit" loading={publishing.busy}>
            {t.rules.publish}
          </Button>
          <Failed error={publishing.error} />
        </SpaceBetween>
      </form>
    </Section>
  );
}
