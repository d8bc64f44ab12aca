import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import { useT } from '../../i18n';
import type { Attribute } from './attributes';

/** What a thing without a type may have; the limit of AWS. */
const MAX_ATTRIBUTES = 3;

export function AttributeFields({ attributes, onChange }: { attributes: readonly Attribute[]; onChange: (attributes: Attribute[]) => void }) {
  const t = useT();
  const change = (index: number, part: Partial<Attribute>) =>
    onChange(attributes.map((attribute, i) => (i === index ? { ...attribute, ...part } : attribute)));
  return (
    <AttributeEditor
      items={attributes}
      addButtonText={t.things.addAttribute}
      removeButtonText={t.things.removeAttribute}
      empty={t.things.noAttributes}
      disableAddButton={attributes.length >= MAX_ATTRIBUTES}
      additionalInfo={t.things.attributesHint}
      onAddButtonClick={() => onChange([...attributes, { name: '', value: '' }])}
      onRemoveButtonClick={(event) => onChange(attributes.filter((_, index) => index !== event.detail.itemIndex))}
      definition={[
        {
          label: t.things.attributeName,
          control: (item, index) => <Input value={item.name} onChange={(event) => change(index, { name: event.detail.value })} />,
        },
        {
          label: t.things.attributeValue,
          control: (item, index) => <Input value={item.value} onChange={(event) => change(index, { value: event.detail.value })} />,
        },
      ]}
    />
  );
}
