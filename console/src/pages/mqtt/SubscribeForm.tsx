import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { Failed } from '../../components/Failed';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { useAction } from '../../lib/load';
import { QosChoice } from './PublishForm';
import type { MqttSession, View } from './session';

export function SubscribeForm({ session, view }: { session: MqttSession; view: View }) {
  const t = useT();
  const [filter, setFilter] = useState('#');
  const [qos, setQos] = useState('0');
  const action = useAction();
  return (
    <Section title={t.mqtt.subscribe}>
      <SpaceBetween size="m">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void action.run(() => session.subscribe(filter, Number(qos) as 0 | 1 | 2));
          }}
        >
          <SpaceBetween size="m">
            <FormField label={t.mqtt.filter} constraintText={t.mqtt.filterHint}>
              <Input value={filter} onChange={(event) => setFilter(event.detail.value)} spellcheck={false} />
            </FormField>
            <QosChoice qos={qos} onChange={setQos} />
            <Button formAction="submit" variant="primary" loading={action.busy} disabled={view.connection.state !== 'connected' || filter === ''}>
              {t.mqtt.subscribe}
            </Button>
          </SpaceBetween>
        </form>
        <Failed error={action.error} />
        {view.filters.length === 0 ? (
          <Box color="text-body-secondary">{t.mqtt.noFilters}</Box>
        ) : (
          <ul className="events" aria-label={t.mqtt.filters}>
            {view.filters.map((known) => (
              <li key={known.filter} className="subscription">
                <span className="fixed">{known.filter}</span>
                <span className="aside">QoS {known.qos}</span>
                <Button
                  variant="icon"
                  iconName="close"
                  ariaLabel={`${t.mqtt.unsubscribe}: ${known.filter}`}
                  onClick={() => void action.run(() => session.unsubscribe(known.filter))}
                />
              </li>
            ))}
          </ul>
        )}
      </SpaceBetween>
    </Section>
  );
}
