import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import { useT } from '../i18n';
import { useLoad } from '../lib/load';
import { ConfirmModal, each } from './ConfirmModal';
import { Failed } from './Failed';

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
  const [chosen, setChosen] = useState<readonly MultiselectProps.Option[]>([]);
  return (
    <ConfirmModal
      title={title}
      confirm={t.certificates.attach}
      disabled={chosen.length === 0}
      onConfirm={async () => {
        await each(chosen, (option) => attach(option.value!), t.table.failed);
        onAttached(chosen.map((option) => option.label!));
      }}
      onClose={onClose}
    >
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
      <Failed error={load.error} />
    </ConfirmModal>
  );
}
