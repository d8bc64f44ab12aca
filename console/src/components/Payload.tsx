import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useT } from '../i18n';
import { prettyText } from '../lib/json';
import { hexOf, textOf } from '../lib/payload';
import { Snippet } from './Copyable';

/** Bytes as people read them: JSON laid out, other text as it is, and hex if wanted or if it is no text. */
export function Payload({ bytes, label }: { bytes: Uint8Array; label: string }) {
  const t = useT();
  const text = textOf(bytes);
  const [chosen, setChosen] = useState<string>('text');
  const form = text === undefined ? 'hex' : chosen;
  return (
    <SpaceBetween size="s">
      <SegmentedControl
        label={t.mqtt.form}
        selectedId={form}
        options={[
          { id: 'text', text: t.mqtt.asText, disabled: text === undefined },
          { id: 'hex', text: t.mqtt.asHex },
        ]}
        onChange={(event) => setChosen(event.detail.selectedId)}
      />
      <Snippet code={form === 'text' ? prettyText(text!) : hexOf(bytes)} label={label} />
    </SpaceBetween>
  );
}
