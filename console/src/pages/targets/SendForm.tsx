import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type ReactNode, useState } from 'react';
import { useFlash } from '../../app/flash';
import { Failed } from '../../components/Failed';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { useAction } from '../../lib/load';

/** Sends a text to a target, to see whether and where it arrives. */
export function SendForm({
  title,
  description,
  label,
  submit,
  send,
  children,
}: {
  title: string;
  description: string;
  label: string;
  submit: string;
  /** What to say when it is done. */
  send: (text: string) => Promise<string>;
  children?: ReactNode;
}) {
  const t = useT();
  const { tell } = useFlash();
  const [text, setText] = useState('{"temperature": 21.5}');
  const [tried, setTried] = useState(false);
  const sending = useAction();
  return (
    <Section title={title} description={description}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (text !== '' && !sending.busy) {
            void sending.run(async () => tell(await send(text)));
          }
        }}
      >
        <SpaceBetween size="m">
          {children}
          <FormField label={label} stretch errorText={tried && text === '' ? t.signIn.required : undefined}>
            <Textarea value={text} rows={4} onChange={(event) => setText(event.detail.value)} spellcheck={false} />
          </FormField>
          <Button formAction="submit" loading={sending.busy}>
            {submit}
          </Button>
          <Failed error={sending.error} />
        </SpaceBetween>
      </form>
    </Section>
  );
}
