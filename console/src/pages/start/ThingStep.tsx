import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useT } from '../../i18n';

export function ThingStep({
  name,
  onChange,
  problem,
  onEnter,
}: {
  name: string;
  onChange: (name: string) => void;
  problem: string | undefined;
  onEnter: () => void;
}) {
  const t = useT();
  return (
    <Container>
      <FormField label={t.name} constraintText={t.things.nameHint} errorText={problem}>
        <Input
          value={name}
          onChange={(event) => onChange(event.detail.value)}
          onKeyDown={(event) => event.detail.key === 'Enter' && !event.detail.isComposing && onEnter()}
          placeholder="my-pi"
          autoFocus
          spellcheck={false}
        />
      </FormField>
    </Container>
  );
}
