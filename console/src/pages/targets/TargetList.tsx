import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { DeleteModal } from '../../components/ConfirmModal';
import { Snippet } from '../../components/Copyable';
import type { ResourceWords } from '../../components/DetailPage';
import { Empty, ResourceTable } from '../../components/ResourceTable';
import { useT } from '../../i18n';
import { type FetchPage, usePages } from '../../lib/pages';

interface ListWords extends ResourceWords {
  subtitle: string;
  create: string;
  empty: string;
  emptyHint: string;
}

/** A list of targets of one kind. When there are none it says how to make one: here, if a form of few fields does, and with the CLI. */
export function TargetList<T>({
  words,
  fetch,
  columns,
  name,
  command,
  createForm,
  remove,
}: {
  words: ListWords;
  /** As stable as what it depends on: a new one fetches anew. */
  fetch: FetchPage<T>;
  columns: TableProps.ColumnDefinition<T>[];
  name: (item: T) => string;
  command: string;
  createForm?: (close: () => void, created: (name: string) => void) => ReactNode;
  remove: (item: T) => Promise<unknown>;
}) {
  const t = useT();
  const { tell } = useFlash();
  const pages = usePages(fetch, [fetch]);
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<{ items: T[]; done: () => void }>();
  const create = createForm && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      {words.create}
    </Button>
  );
  return (
    <>
      <ResourceTable
        pages={pages}
        title={words.title}
        description={words.subtitle}
        parents={[{ text: t.product, to: paths.dashboard }]}
        name={name}
        filterLabel={t.table.filter}
        columns={columns}
        empty={
          <Empty title={words.empty} hint={words.emptyHint}>
            <div className="recipe">
              <div>{t.targets.cli}</div>
              <Snippet code={command} label={words.create} />
            </div>
          </Empty>
        }
        actions={(selected, done) => (
          <Button disabled={selected.length === 0} onClick={() => setDeleting({ items: selected, done })}>
            {t.remove}
          </Button>
        )}
        create={create}
      />
      {creating &&
        createForm?.(
          () => setCreating(false),
          (created) => {
            tell(t.targets.createdFlash(created));
            pages.reload();
          },
        )}
      {deleting && (
        <DeleteModal
          items={deleting.items}
          name={name}
          one={words.one}
          many={words.many}
          hint={words.deleteHint}
          remove={remove}
          onDeleted={tell}
          onClose={() => {
            setDeleting(undefined);
            deleting.done();
          }}
        />
      )}
    </>
  );
}
