import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useT } from '../../i18n';
import { KeyFiles } from './KeyFiles';
import type { NewCertificate } from './keys';

/** The one chance to keep the private key; it does not close by accident before the key is saved. */
export function KeysModal({ certificate, stem, onClose }: { certificate: NewCertificate; stem: string; onClose: () => void }) {
  const t = useT();
  const [saved, setSaved] = useState(false);
  const [warned, setWarned] = useState(false);
  const close = () => (saved || warned ? onClose() : setWarned(true));
  return (
    <Modal
      visible
      size="large"
      header={t.certificates.keysTitle}
      closeAriaLabel={t.close}
      onDismiss={close}
      footer={
        <Box float="right">
          <Button variant={warned && !saved ? 'normal' : 'primary'} onClick={close}>
            {warned && !saved ? t.certificates.keysCloseAnyway : t.certificates.keysDone}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {warned && !saved ? (
          <Alert type="error">{t.certificates.keysNotSaved}</Alert>
        ) : (
          <Alert type="warning">{t.certificates.keysText}</Alert>
        )}
        <KeyFiles certificate={certificate} stem={stem} onKeySaved={() => setSaved(true)} />
      </SpaceBetween>
    </Modal>
  );
}
