import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { Failed } from '../../components/Failed';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { useAction } from '../../lib/load';
import type { MqttSession } from './session';

export function QosChoice({ qos, onChange }: { qos: string; onChange: (qos: string) => void }) {
  return (
    <SegmentedControl
      label="QoS"
      selectedId={qos}
      options={['0', '1', '2'].map((id) => ({ id, text: `QoS ${id}` }))}
      onChange={(event) => onChange(event.detail.selectedId)}
    />
  );
}

export function PublishForm({ session, ready }: { session: MqttSession; ready: boolean }) {
  const t = useT();
  const [topic, setTopic] = useState('devices/sample/data');
  const [payload, setPayload] = useState('{\n  "message": "hello"\n}');
  const [qos, setQos] = useState('0');
  const [retain, setRetain] = useState(false);
  const [contentType, setContentType] = useState('');
  const [responseTopic, setResponseTopic] = useState('');
  const [userProperties, setUserProperties] = useState('');
  const publishing = useAction();
  return (
    <Section title={t.mqtt.publish}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void publishing.run(() =>
            session.publish(topic, payload, {
              qos: Number(qos) as 0 | 1 | 2,
              retain,
              properties: {
                ...(contentType && { contentType }),
                ...(responseTopic && { responseTopic }),
                ...(userProperties.trim() && { userProperties: propertiesOf(userProperties) }),
              },
            }),
          );
        }}
      >
        <SpaceBetween size="m">
          <FormField label={t.rules.testTopic}>
            <Input value={topic} onChange={(event) => setTopic(event.detail.value)} spellcheck={false} />
          </FormField>
          <FormField label={t.rules.testPayload} stretch>
            <Textarea value={payload} rows={5} onChange={(event) => setPayload(event.detail.value)} spellcheck={false} />
          </FormField>
          <SpaceBetween direction="horizontal" size="m" alignItems="center">
            <QosChoice qos={qos} onChange={setQos} />
            <Checkbox checked={retain} onChange={(event) => setRetain(event.detail.checked)}>
              {t.mqtt.retain}
            </Checkbox>
          </SpaceBetween>
          <ExpandableSection headerText={t.mqtt.properties}>
            <ColumnLayout columns={2}>
              <FormField label={t.mqtt.contentType}>
                <Input value={contentType} onChange={(event) => setContentType(event.detail.value)} placeholder="application/json" />
              </FormField>
              <FormField label={t.mqtt.responseTopic}>
                <Input value={responseTopic} onChange={(event) => setResponseTopic(event.detail.value)} />
              </FormField>
              <FormField label={t.mqtt.userProperties} constraintText={t.mqtt.userPropertiesHint}>
                <Textarea value={userProperties} rows={2} onChange={(event) => setUserProperties(event.detail.value)} />
              </FormField>
            </ColumnLayout>
          </ExpandableSection>
          <Failed error={publishing.error} />
          <Button formAction="submit" variant="primary" loading={publishing.busy} disabled={!ready}>
            {t.rules.publish}
          </Button>
        </SpaceBetween>
      </form>
    </Section>
  );
}

/** `name=value`, one a line; a name may come again. */
export function propertiesOf(lines: string): Record<string, string | string[]> {
  const properties: Record<string, string[]> = {};
  for (const line of lines.split('\n').filter((text) => text.trim() !== '')) {
    const at = line.indexOf('=');
    const name = (at < 0 ? line : line.slice(0, at)).trim();
    (properties[name] ??= []).push(at < 0 ? '' : line.slice(at + 1).trim());
  }
  return Object.fromEntries(Object.entries(properties).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}
