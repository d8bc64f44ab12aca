import { type FunctionConfiguration, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useFlash } from '../../app/flash';
import { useAws } from '../../aws/clients';
import { Code } from '../../components/Code';
import { Failed } from '../../components/Failed';
import { Loaded } from '../../components/Page';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { useAction, useLoad } from '../../lib/load';
import { zip } from '../../lib/zip';
import { fetchCode, type FunctionCode, isEditable } from './functionCode';

/** What the function runs. Its one file can be changed here; a package of several is shown only. */
export function CodeSection({ name, configuration, onSaved }: { name: string; configuration: FunctionConfiguration; onSaved: () => void }) {
  const t = useT();
  const { lambda } = useAws();
  const code = useLoad(() => fetchCode(lambda, name), [lambda, name, configuration.CodeSha256]);
  return (
    <Loaded load={code}>
      {(value) =>
        value.main && isEditable(configuration.Runtime) ? (
          <Editor key={configuration.CodeSha256} name={name} code={value} main={value.main} python={configuration.Runtime!.startsWith('python')} onSaved={onSaved} />
        ) : (
          <Section title={t.functions.code}>
            <Files code={value} />
          </Section>
        )
      }
    </Loaded>
  );
}

function Editor({
  name,
  code,
  main,
  python,
  onSaved,
}: {
  name: string;
  code: FunctionCode;
  main: { name: string; text: string };
  python: boolean;
  onSaved: () => void;
}) {
  const t = useT();
  const { lambda } = useAws();
  const { tell } = useFlash();
  const [text, setText] = useState(main.text);
  const saving = useAction();
  const single = code.files.length === 1;
  return (
    <Section
      title={t.functions.code}
      actions={
        single && (
          <Button
            loading={saving.busy}
            disabled={text === main.text || text.trim() === ''}
            onClick={() =>
              void saving.run(async () => {
                await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip([{ name: main.name, content: text }], new Date()) }));
                tell(t.things.saved);
                onSaved();
              })
            }
          >
            {t.functions.saveCode}
          </Button>
        )
      }
    >
      <SpaceBetween size="m">
        <Failed error={saving.error} />
        {!single && <Alert type="info">{t.functions.severalFiles}</Alert>}
        <Code language={python ? 'text' : 'javascript'} value={text} onChange={setText} readOnly={!single} label={main.name} height={280} />
        {!single && <Files code={code} />}
      </SpaceBetween>
    </Section>
  );
}

/** The names of the files in a package. */
function Files({ code }: { code: FunctionCode }) {
  const t = useT();
  const most = 50;
  return (
    <div>
      <Box variant="awsui-key-label">{t.functions.files(code.files.length)}</Box>
      <ul className="names">
        {code.files.slice(0, most).map((file) => (
          <li key={file.name}>{`${file.name} – ${t.functions.bytes(file.size)}`}</li>
        ))}
        {code.files.length > most && <li>…</li>}
      </ul>
    </div>
  );
}
