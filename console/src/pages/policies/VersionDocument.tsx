import { CreatePolicyVersionCommand } from '@aws-sdk/client-iot';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useFlash } from '../../app/flash';
import { useAws } from '../../aws/clients';
import { Code } from '../../components/Code';
import { Failed } from '../../components/Failed';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { useAction } from '../../lib/load';
import { jsonProblem } from '../../lib/json';
import { PolicyEditor } from './PolicyEditor';

/** One version: shown, and edited into a new one, for versions do not change. */
export function VersionDocument({
  policyName,
  version,
  isDefault,
  text,
  full,
  onSaved,
}: {
  policyName: string;
  version: string;
  isDefault: boolean;
  text: string;
  full: boolean;
  onSaved: () => void;
}) {
  const t = useT();
  const { iot } = useAws();
  const { tell } = useFlash();
  const [edited, setEdited] = useState<string>();
  const [setAsDefault, setSetAsDefault] = useState(true);
  const save = useAction();
  return (
    <Section
      title={`${t.policies.version} ${version}${isDefault ? ` · ${t.policies.default}` : ''}`}
      actions={
        edited === undefined ? (
          <Button onClick={() => setEdited(text)}>{t.policies.edit}</Button>
        ) : (
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => setEdited(undefined)}>
              {t.cancel}
            </Button>
            <Button
              variant="primary"
              loading={save.busy}
              disabled={jsonProblem(edited) !== undefined || full}
              {...(full ? { disabledReason: t.policies.tooMany } : {})}
              onClick={() =>
                void save.run(async () => {
                  const made = await iot.send(new CreatePolicyVersionCommand({ policyName, policyDocument: edited, setAsDefault }));
                  tell(t.policies.createdVersion(made.policyVersionId!));
                  onSaved();
                })
              }
            >
              {t.policies.saveVersion}
            </Button>
          </SpaceBetween>
        )
      }
    >
      <SpaceBetween size="m">
        <Failed error={save.error} />
        {edited === undefined ? (
          <Code language="json" value={text} label={t.policies.document} height={400} readOnly />
        ) : (
          <>
            <PolicyEditor value={edited} onChange={setEdited} height={400} />
            <Checkbox checked={setAsDefault} onChange={(event) => setSetAsDefault(event.detail.checked)}>
              {t.policies.makeDefault}
            </Checkbox>
          </>
        )}
      </SpaceBetween>
    </Section>
  );
}
