import { CreateThingCommand } from '@aws-sdk/client-iot';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { CreatePage } from '../../components/CreatePage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { THING_NAME } from '../../lib/names';
import { AttributeFields } from './AttributeFields';
import { type Attribute, recordOf } from './attributes';

export default function ThingCreate() {
  const t = useT();
  const { iot } = useAws();
  const { tell } = useFlash();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [attributes, setAttributes] = useState<Attribute[]>([]);
  const [tried, setTried] = useState(false);
  const wrong = name === '' ? t.things.nameNeeded : THING_NAME.test(name) ? undefined : t.things.nameWrong;

  return (
    <CreatePage
      title={t.things.create}
      parents={[
        { text: t.product, to: paths.dashboard },
        { text: t.things.title, to: paths.things },
      ]}
      onTry={() => setTried(true)}
      valid={wrong === undefined}
      create={async () => {
        await iot.send(new CreateThingCommand({ thingName: name, attributePayload: { attributes: recordOf(attributes) } }));
        tell(t.things.createdFlash(name));
        void navigate(paths.thing(name));
      }}
    >
      <Section title={t.details}>
        <SpaceBetween size="l">
          <FormField label={t.name} constraintText={t.things.nameHint} errorText={tried || name !== '' ? wrong : undefined}>
            <Input value={name} onChange={(event) => setName(event.detail.value)} autoFocus spellcheck={false} />
          </FormField>
          <FormField label={`${t.things.attributes} – ${t.optional}`} stretch>
            <AttributeFields attributes={attributes} onChange={setAttributes} />
          </FormField>
        </SpaceBetween>
      </Section>
    </CreatePage>
  );
}
