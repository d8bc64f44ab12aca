import { UpdateThingCommand } from '@aws-sdk/client-iot';
import { useState } from 'react';
import { useAws } from '../../aws/clients';
import { ConfirmModal } from '../../components/ConfirmModal';
import { useT } from '../../i18n';
import { AttributeFields } from './AttributeFields';
import { type Attribute, recordOf } from './attributes';

export function AttributesModal({
  thingName,
  attributes,
  onSaved,
  onClose,
}: {
  thingName: string;
  attributes: Attribute[];
  onSaved: () => void;
  onClose: () => void;
}) {
  const t = useT();
  const { iot } = useAws();
  const [edited, setEdited] = useState(attributes);
  return (
    <ConfirmModal
      title={t.things.editAttributes}
      confirm={t.save}
      onClose={onClose}
      onConfirm={async () => {
        // Without merge, what is not named is removed.
        await iot.send(new UpdateThingCommand({ thingName, attributePayload: { attributes: recordOf(edited), merge: false } }));
        onSaved();
      }}
    >
      <AttributeFields attributes={edited} onChange={setEdited} />
    </ConfirmModal>
  );
}
