import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useT } from '../i18n';
import { useAction, useLoad } from '../lib/load';
import { Failed } from './Failed';
import { each } from './ConfirmModal';

/** Chooses some of what there is, and attaches them. */
export function ChooseModal({
  title,
  placeholder,
  fetch,
  attach,
  onAttached,
  onClose,
}: {
  title: string;
  placeholder: string;
  fetch: () => Promise<{ value: string; label: string; description?: string }[]>;
  attach: (value: string) => Promise<unknown>;
  onAttached: (labels: string[]) => void;
  onClose: () => void;
}) {
  const t = useT();
  const load = useLoad(fetch, []);
  const action = useAction();
  const [chosen, setChosen] = useState<readonly MultiselectProps.Option[]>([]);
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel={t.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {t.cancel}
            </Button>
            <Button
              variant="primary"
              disabled={chosen.length === 0}
              loading={action.busy}
              onClick={() =>
                void action
                  .run(() => each(chosen, (option) => attach(option.value!), t.table.failed))
                  .then((done) => {
                    if (done) {
                      onAttached(chosen.map((option) => option.label!));
                      onClose();
                    }
                  })
              }
            >
              {t.certificates.attach}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Multiselect
          selectedOptions={chosen}
          options={load.value ?? []}
          onChange={(event) => setChosen(event.detail.selectedOptions)}
          placeholder={placeholder}
          ariaLabel={placeholder}
          filteringType="auto"
          virtualScroll={(load.value?.length ?? 0) > 100}
          statusType={load.loading ? 'loading' : load.error !== undefined ? 'error' : 'finished'}
          loadingText={t.loading}
          errorText={t.errors.title}
          recoveryText={t.retry}
          onLoadItems={() => load.error !== undefined && load.reload()}
          empty={t.none}
        />
        <Failed error={action.error ?? load.error} />
      </SpaceBetween>
    </Modal>
  );
}
