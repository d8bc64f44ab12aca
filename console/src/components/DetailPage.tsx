import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { useFlash } from '../app/flash';
import { paths } from '../app/paths';
import { useT } from '../i18n';
import type { Load } from '../lib/load';
import { DeleteModal } from './ConfirmModal';
import { Loaded, Page } from './Page';

/** How a kind of resource is called, and what its deletion means. */
export interface ResourceWords {
  title: string;
  one: string;
  many: string;
  deleteHint: string;
}

/** The page of one resource, below the list of its kind, where its deletion leads. */
export function DetailPage<T>({
  name,
  words,
  listPath,
  load,
  actions,
  remove,
  dialogs,
  children,
}: {
  name: string;
  words: ResourceWords;
  listPath: string;
  load: Load<T>;
  /** After the button that deletes it. */
  actions?: ReactNode;
  remove: () => Promise<unknown>;
  /** What the page asks at the moment, and whatever else does not wait for the resource. */
  dialogs?: ReactNode;
  children: (value: T) => ReactNode;
}) {
  const t = useT();
  const { tell } = useFlash();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  return (
    <Page
      title={name}
      parents={[
        { text: t.product, to: paths.dashboard },
        { text: words.title, to: listPath },
      ]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={load.value === undefined} onClick={() => setDeleting(true)}>
            {t.remove}
          </Button>
          {actions}
        </SpaceBetween>
      }
    >
      <Loaded load={load}>{children}</Loaded>
      {dialogs}
      {deleting && (
        <DeleteModal
          items={[name]}
          name={(item) => item}
          one={words.one}
          many={words.many}
          hint={words.deleteHint}
          remove={remove}
          onDeleted={(text) => {
            tell(text);
            void navigate(listPath);
          }}
          onClose={() => setDeleting(false)}
        />
      )}
    </Page>
  );
}
