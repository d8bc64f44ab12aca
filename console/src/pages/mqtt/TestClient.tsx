import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Grid from '@cloudscape-design/components/grid';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TextFilter from '@cloudscape-design/components/text-filter';
import Toggle from '@cloudscape-design/components/toggle';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Page } from '../../components/Page';
import { Payload } from '../../components/Payload';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { download } from '../../lib/download';
import { MessageList } from './MessageList';
import { lineOf, textOf } from '../../lib/payload';
import { PublishForm } from './PublishForm';
import { type Connection, MqttSession, type Received } from './session';
import { SubscribeForm } from './SubscribeForm';

export default function TestClient() {
  const { session } = useAws();
  const [client, setClient] = useState<MqttSession>();
  useEffect(() => {
    const opened = new MqttSession(session);
    setClient(opened);
    return () => opened.close();
  }, [session]);
  return client ? <Client client={client} /> : null;
}

function Client({ client }: { client: MqttSession }) {
  const t = useT();
  const view = useSyncExternalStore(client.listen, client.snapshot);
  const [words, setWords] = useState('');
  const [paused, setPaused] = useState(false);
  const [selected, setSelected] = useState<number>();
  const wanted = words.trim().toLowerCase();
  const shown = useMemo(
    () => (wanted === '' ? view.messages : view.messages.filter((message) => `${message.topic} ${lineOf(message.payload)}`.toLowerCase().includes(wanted))),
    [view.messages, wanted],
  );
  const message = view.messages.find((known) => known.id === selected);
  return (
    <Page
      title={t.mqtt.title}
      description={t.mqtt.text}
      parents={[{ text: t.product, to: paths.dashboard }]}
      actions={<ConnectionState connection={view.connection} />}
    >
      <Grid gridDefinition={[{ colspan: { default: 12, s: 4 } }, { colspan: { default: 12, s: 8 } }]}>
        <SpaceBetween size="l">
          <SubscribeForm session={client} view={view} />
          <PublishForm session={client} ready={view.connection.state === 'connected'} />
        </SpaceBetween>
        <Section
          title={t.mqtt.messages}
          counter={`(${view.messages.length}${view.dropped > 0 ? ` + ${view.dropped}` : ''})`}
          actions={
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Toggle
                checked={paused}
                onChange={(event) => {
                  setPaused(event.detail.checked);
                  client.resume(event.detail.checked);
                }}
              >
                {t.mqtt.pause}
              </Toggle>
              <Button onClick={() => client.clear()}>{t.mqtt.clear}</Button>
              <Button disabled={shown.length === 0} iconName="download" onClick={() => download('messages.json', exported(shown), 'application/json')}>
                {t.mqtt.export}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="m">
            <TextFilter
              filteringText={words}
              filteringPlaceholder={t.mqtt.find}
              filteringAriaLabel={t.mqtt.find}
              filteringClearAriaLabel={t.table.clear}
              countText={wanted === '' ? '' : t.table.matches(shown.length, false)}
              onChange={(event) => setWords(event.detail.filteringText)}
            />
            {shown.length === 0 ? (
              <Box textAlign="center" padding="xxl" color="text-body-secondary">
                {view.filters.length === 0 ? t.mqtt.first : t.mqtt.nothing}
              </Box>
            ) : (
              <MessageList messages={shown} selected={selected} onSelect={setSelected} />
            )}
            {message && <Detail message={message} />}
          </SpaceBetween>
        </Section>
      </Grid>
    </Page>
  );
}

function ConnectionState({ connection }: { connection: Connection }) {
  const t = useT();
  switch (connection.state) {
    case 'connecting':
      return <StatusIndicator type="in-progress">{t.mqtt.connecting}</StatusIndicator>;
    case 'connected':
      return <StatusIndicator type="success">{t.mqtt.connected(connection.clientId)}</StatusIndicator>;
    case 'failed':
      return <StatusIndicator type="error">{`${t.mqtt.failed} ${connection.why}`}</StatusIndicator>;
  }
}

function Detail({ message }: { message: Received }) {
  const t = useT();
  const properties = Object.entries(message.properties).filter(([, value]) => value !== undefined);
  return (
    <SpaceBetween size="s">
      <KeyValuePairs
        columns={4}
        items={[
          { label: t.rules.testTopic, value: message.topic },
          { label: 'QoS', value: String(message.qos) },
          { label: t.mqtt.retain, value: message.retain ? '✓' : '–' },
          { label: t.mqtt.size, value: t.functions.bytes(message.payload.length) },
          ...properties.map(([label, value]) => ({ label, value: typeof value === 'string' ? value : JSON.stringify(value) })),
        ]}
      />
      <Payload bytes={message.payload} label={t.rules.testPayload} />
    </SpaceBetween>
  );
}

function exported(messages: readonly Received[]): string {
  return JSON.stringify(
    messages.map(({ at, topic, payload, qos, retain, properties }) => {
      const text = textOf(payload);
      return {
        time: new Date(at).toISOString(),
        topic,
        ...(text === undefined ? { payloadBase64: btoa(String.fromCharCode(...payload)) } : { payload: text }),
        qos,
        retain,
        ...(Object.keys(properties).length > 0 && { properties }),
      };
    }),
    null,
    2,
  );
}
