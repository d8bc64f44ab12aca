import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useAws } from '../../aws/clients';
import { useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { jsonProblem } from '../../lib/json';
import { ACTION_KINDS, type ActionDraft, type Field, newDraft } from './actionKinds';

const KINDS = Object.entries(ACTION_KINDS).map(([value, { title }]) => ({ value, label: title, description: value }));

export function ActionForm({
  title,
  draft,
  onChange,
  onRemove,
  tried,
}: {
  title: string;
  draft: ActionDraft;
  onChange: (draft: ActionDraft) => void;
  onRemove?: () => void;
  tried: boolean;
}) {
  const t = useT();
  const { session } = useAws();
  const kind = ACTION_KINDS[draft.kind];
  return (
    <Container
      header={
        <Header variant="h3" actions={onRemove && <Button formAction="none" onClick={onRemove}>{t.rules.removeAction}</Button>}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField label={t.rules.action}>
          <Select
            selectedOption={{ value: draft.kind, label: kind?.title ?? draft.kind }}
            options={KINDS}
            filteringType="auto"
            onChange={(event) => onChange(newDraft(event.detail.selectedOption.value!, `arn:aws:iam::${session.account}:role/mooring`))}
          />
        </FormField>
        <ColumnLayout columns={2}>
          {(kind?.fields ?? []).map((field) => (
            <Member
              key={`${draft.kind} ${field.name}`}
              field={field}
              value={draft.values[field.name] ?? ''}
              tried={tried}
              onChange={(value) => onChange({ ...draft, values: { ...draft.values, [field.name]: value } })}
            />
          ))}
        </ColumnLayout>
      </SpaceBetween>
    </Container>
  );
}

function Member({ field, value, tried, onChange }: { field: Field; value: string; tried: boolean; onChange: (value: string) => void }) {
  const t = useT();
  const problem =
    field.required && tried && value.trim() === ''
      ? t.signIn.required
      : field.type === 'json' && value !== '' && jsonProblem(value)
        ? t.policies.jsonError
        : undefined;
  if (field.type === 'flag') {
    return (
      <FormField label={field.name}>
        <Checkbox checked={value === 'true'} onChange={(event) => onChange(String(event.detail.checked))}>
          {field.name}
        </Checkbox>
      </FormField>
    );
  }
  return (
    <FormField
      label={field.required ? field.name : `${field.name} – ${t.optional}`}
      errorText={problem}
      {...(field.type === 'role' ? { constraintText: t.rules.roleHint } : {})}
    >
      {field.type === 'function' ? (
        <FunctionSelect value={value} onChange={onChange} />
      ) : field.type === 'select' ? (
        <Select
          selectedOption={value === '' ? null : { value, label: shown(value) }}
          placeholder="–"
          options={[...(field.required ? [] : [{ value: '', label: '–' }]), ...field.options!.map((option) => ({ value: option, label: shown(option) }))]}
          onChange={(event) => onChange(event.detail.selectedOption.value!)}
        />
      ) : field.type === 'json' ? (
        <Textarea value={value} rows={3} placeholder={field.example ?? ''} onChange={(event) => onChange(event.detail.value)} spellcheck={false} />
      ) : (
        <Input value={value} placeholder={field.example ?? ''} onChange={(event) => onChange(event.detail.value)} spellcheck={false} />
      )}
    </FormField>
  );
}

/** Separators are control characters. */
function shown(option: string): string {
  return /[\n\t\r]/.test(option) ? JSON.stringify(option).slice(1, -1) : option;
}

function FunctionSelect({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT();
  const { lambda } = useAws();
  const functions = useLoad(async () => (await lambda.send(new ListFunctionsCommand({ MaxItems: 50 }))).Functions ?? [], [lambda]);
  return (
    <Select
      selectedOption={value === '' ? null : { value, label: value.split(':').at(-1)! }}
      placeholder={t.rules.chooseFunction}
      filteringType="auto"
      statusType={functions.loading ? 'loading' : functions.error !== undefined ? 'error' : 'finished'}
      loadingText={t.loading}
      errorText={t.errors.title}
      empty={t.rules.noFunctions}
      options={(functions.value ?? []).map((found) => ({
        value: found.FunctionArn!,
        label: found.FunctionName!,
        ...(found.Runtime ? { description: found.Runtime } : {}),
      }))}
      onChange={(event) => onChange(event.detail.selectedOption.value!)}
    />
  );
}
