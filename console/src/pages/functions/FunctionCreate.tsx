import { CreateFunctionCommand, type Runtime } from '@aws-sdk/client-lambda';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Code } from '../../components/Code';
import { CreatePage } from '../../components/CreatePage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { zip } from '../../lib/zip';

const RUNTIMES = ['nodejs24.x', 'nodejs22.x', 'nodejs20.x', 'nodejs18.x'];
const FUNCTION_NAME = /^[a-zA-Z0-9-_]{1,64}$/;
const FIRST_CODE = `export const handler = async (event) => {
  console.log('received', event);
  return { ok: true };
};
`;

/** The smallest function: one file, typed here. */
export default function FunctionCreate() {
  const t = useT();
  const { lambda, session } = useAws();
  const { tell } = useFlash();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [runtime, setRuntime] = useState(RUNTIMES[2]!);
  const [code, setCode] = useState(FIRST_CODE);
  const [tried, setTried] = useState(false);
  const wrong = FUNCTION_NAME.test(name) ? undefined : t.functions.nameWrong;
  return (
    <CreatePage
      title={t.functions.create}
      parents={[
        { text: t.product, to: paths.dashboard },
        { text: t.functions.title, to: paths.functions },
      ]}
      valid={wrong === undefined}
      onTry={() => setTried(true)}
      create={async () => {
        await lambda.send(
          new CreateFunctionCommand({
            FunctionName: name,
            Runtime: runtime as Runtime,
            Handler: 'index.handler',
            Role: `arn:aws:iam::${session.account}:role/lambda`,
            Code: { ZipFile: zip([{ name: 'index.mjs', content: code }], new Date()) },
          }),
        );
        tell(t.functions.createdFlash(name));
        void navigate(paths.function(name));
      }}
    >
      <Section title={t.details}>
        <SpaceBetween size="l">
          <FormField label={t.name} constraintText={t.functions.nameHint} errorText={tried || name !== '' ? wrong : undefined}>
            <Input value={name} onChange={(event) => setName(event.detail.value)} autoFocus spellcheck={false} />
          </FormField>
          <FormField label={t.functions.runtime}>
            <Select
              selectedOption={{ value: runtime, label: runtime }}
              options={RUNTIMES.map((value) => ({ value, label: value }))}
              onChange={(event) => setRuntime(event.detail.selectedOption.value!)}
            />
          </FormField>
          <FormField label="index.mjs" description={t.functions.codeHint} stretch>
            <Code language="javascript" value={code} onChange={setCode} label="index.mjs" height={260} />
          </FormField>
        </SpaceBetween>
      </Section>
    </CreatePage>
  );
}
