import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { ConfirmModal } from '../../components/ConfirmModal';
import { useT } from '../../i18n';

export interface CreateField {
  label: string;
  hint?: string;
  initial?: string;
}

/** Makes what needs a name and little more. The first field is the name. */
export function CreateModal({
  title,
  fields,
  create,
  onCreated,
  onClose,
}: {
  title: string;
  fields: readonly CreateField[];
  create: (values: string[]) => Promise<unknown>;
  onCreated: (name: string) => void;
  onClose: () => void;
}) {
  const t = useT();
  const [values, setValues] = useState(() => fields.map((field) => field.initial ?? ''));
  const [tried, setTried] = useState(false);
  return (
    <ConfirmModal
      title={title}
      confirm={t.create}
      onTry={() => {
        setTried(true);
        return values.every((value) => value.trim() !== '');
      }}
      onConfirm={async () => {
        await create(values);
        onCreated(values[0]!);
      }}
      onClose={onClose}
    >
      {fields.map((field, index) => (
        <FormField
          key={field.label}
          label={field.label}
          constraintText={field.hint}
          errorText={tried && values[index]!.trim() === '' ? t.targets.nameNeeded : undefined}
        >
          <Input
            value={values[index]!}
            autoFocus={index === 0}
            spellcheck={false}
            onChange={(event) => setValues((before) => before.with(index, event.detail.value))}
          />
        </FormField>
      ))}
    </ConfirmModal>
  );
}
