import { ListPoliciesCommand } from '@aws-sdk/client-iot';
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { Snippet } from '../../components/Copyable';
import { Failed } from '../../components/Failed';
import { useAws } from '../../aws/clients';
import { useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { everythingPolicy, ownTopicsPolicy } from '../policies/documents';

export type PolicyChoice = { kind: 'new'; name: string; document: string } | { kind: 'existing'; name: string };

export function PolicyStep({
  choice,
  onChange,
  problem,
}: {
  choice: PolicyChoice;
  onChange: (choice: PolicyChoice) => void;
  problem: string | undefined;
}) {
  const t = useT();
  const { iot, session } = useAws();
  const policies = useLoad(async () => (await iot.send(new ListPoliciesCommand({ pageSize: 250 }))).policies ?? [], [iot]);
  const templates = {
    own: { kind: 'new', name: 'own-topics', document: ownTopicsPolicy(session.region, session.account) },
    all: { kind: 'new', name: 'everything', document: everythingPolicy() },
  } as const;
  const exists = choice.kind === 'new' && policies.value?.some((policy) => policy.policyName === choice.name);
  return (
    <Container>
      <SpaceBetween size="l">
        <RadioGroup
          value={choice.kind}
          onChange={(event) => onChange(event.detail.value === 'new' ? templates.own : { kind: 'existing', name: '' })}
          items={[
            { value: 'new', label: t.start.policyNew },
            { value: 'existing', label: t.start.policyExisting, disabled: policies.value?.length === 0 },
          ]}
        />
        {choice.kind === 'new' ? (
          <SpaceBetween size="l">
            <FormField label={t.policies.template} stretch>
              <Tiles
                value={choice.document === templates.own.document ? 'own' : 'all'}
                onChange={(event) => onChange(templates[event.detail.value as 'own' | 'all'])}
                items={[
                  { value: 'own', label: t.policies.own, description: t.policies.ownText },
                  { value: 'all', label: t.policies.all, description: t.policies.allText },
                ]}
              />
            </FormField>
            <FormField label={t.start.policyName} constraintText={t.policies.nameHint} errorText={problem}>
              <Input value={choice.name} onChange={(event) => onChange({ ...choice, name: event.detail.value })} spellcheck={false} />
            </FormField>
            {exists && <Alert type="info">{t.start.policyExists(choice.name)}</Alert>}
            <Snippet code={choice.document} label={t.policies.document} />
          </SpaceBetween>
        ) : (
          <FormField label={t.start.policyChoose} description={t.start.policyWarning} errorText={problem}>
            <Select
              selectedOption={choice.name === '' ? null : { value: choice.name, label: choice.name }}
              placeholder={t.start.policyChoose}
              options={(policies.value ?? []).map((policy) => ({ value: policy.policyName!, label: policy.policyName! }))}
              onChange={(event) => onChange({ kind: 'existing', name: event.detail.selectedOption.value! })}
              filteringType="auto"
            />
          </FormField>
        )}
        <Failed error={policies.error} onRetry={policies.reload} />
      </SpaceBetween>
    </Container>
  );
}
