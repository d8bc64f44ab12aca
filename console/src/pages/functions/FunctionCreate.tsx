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

const RUNTIMES = ['nodejs24.x', 'nodejs22.x', 'nodejs20.x', 'nodejs18.x', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3.9'];
const FUNCTION_NAME = /^[a-zA-Z0-9-_]{1,64}$/;

/** What the first file of a function is called, and says, in each language. */
const LANGUAGES = {
  nodejs: {
    file: 'index.mjs',
    editor: 'javascript',
    code: `export const handler = async (event) => {
  console.log('received', event);
  return { ok: true };
};
`,
  },
  python: {
    file: 'index.py',
    editor: 'text',
    code: `def handler(event, context):
    print('received', event)
    return {'ok': True}
`,
  },
} as const;

/** The smallest function: one file, typed here. */
export default function FunctionCreate() {
  const t = useT();
  const { lambda, session } = useAws();
  const { tell } = useFlash();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [runtime, setRuntime] = useState(RUNTIMES[2]!);
  const language = LANGUAGES[runtime.startsWith('python') ? 'python' : 'nodejs'];
  const [code, setCode] = useState<string>(language.code);
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
            Code: { ZipFile: zip([{ name: language.file, content: code }], new Date()) },
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
              onChange={(event) => {
                const chosen = event.detail.selectedOption.value!;
                setRuntime(chosen);
                // What was written stays; an untouched example becomes one of the other language.
                if (code === language.code) {
                  setCode(LANGUAGES[chosen.startsWith('python') ? 'python' : 'nodejs'].code);
                }
              }}
            />
          </FormField>
          <FormField label={language.file} description={t.functions.codeHint} stretch>
            <Code key={language.file} language={language.editor} value={code} onChange={setCode} label={language.file} height={260} />
          </FormField>
        </SpaceBetween>
      </Section>
    </CreatePage>
  );
}
