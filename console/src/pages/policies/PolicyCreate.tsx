import { CreatePolicyCommand } from '@aws-sdk/client-iot';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { CreatePage } from '../../components/CreatePage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { POLICY_NAME } from '../../lib/names';
import { jsonProblem } from '../../lib/json';
import { everythingPolicy, ownTopicsPolicy } from './documents';
import { PolicyEditor } from './PolicyEditor';

export default function PolicyCreate() {
  const t = useT();
  const { iot, session } = useAws();
  const { tell } = useFlash();
  const navigate = useNavigate();
  const templates: Record<string, string> = {
    own: ownTopicsPolicy(session.region, session.account),
    all: everythingPolicy(),
  };
  const [name, setName] = useState('');
  const [document, setDocument] = useState(templates.own!);
  const [tried, setTried] = useState(false);
  const wrong = name === '' ? t.policies.nameNeeded : POLICY_NAME.test(name) ? undefined : t.policies.nameWrong;

  return (
    <CreatePage
      title={t.policies.create}
      parents={[
        { text: t.product, to: paths.dashboard },
        { text: t.policies.title, to: paths.policies },
      ]}
      onTry={() => setTried(true)}
      valid={wrong === undefined && jsonProblem(document) === undefined}
      create={async () => {
        await iot.send(new CreatePolicyCommand({ policyName: name, policyDocument: document }));
        tell(t.policies.createdFlash(name));
        void navigate(paths.policy(name));
      }}
    >
      <Section title={t.details}>
        <SpaceBetween size="l">
          <FormField label={t.name} constraintText={t.policies.nameHint} errorText={tried || name !== '' ? wrong : undefined}>
            <Input value={name} onChange={(event) => setName(event.detail.value)} autoFocus spellcheck={false} />
          </FormField>
          <FormField label={t.policies.template} stretch>
            <Tiles
              value={Object.keys(templates).find((known) => templates[known] === document) ?? null}
              onChange={(event) => setDocument(templates[event.detail.value]!)}
              items={[
                { value: 'own', label: t.policies.own, description: t.policies.ownText },
                { value: 'all', label: t.policies.all, description: t.policies.allText },
              ]}
            />
          </FormField>
          <FormField label={t.policies.document} description={t.policies.documentHint} stretch>
            <PolicyEditor value={document} onChange={setDocument} height={400} />
          </FormField>
        </SpaceBetween>
      </Section>
    </CreatePage>
  );
}
