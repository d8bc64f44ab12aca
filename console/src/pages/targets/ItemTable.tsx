import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useMemo, useState } from 'react';
import { Snippet } from '../../components/Copyable';
import { Empty } from '../../components/ResourceTable';
import { useT } from '../../i18n';
import { pretty } from '../../lib/json';
import { columnsOf, type Item, plainItem, plainOf, typedJson } from './items';

const COLUMNS = 6;

/** Items that were found; each can be seen whole. */
export function ItemTable({
  keys,
  items,
  more,
  loading,
  onMore,
}: {
  keys: readonly string[];
  items: readonly Item[] | undefined;
  more: boolean;
  loading: boolean;
  onMore: () => void;
}) {
  const t = useT();
  const words = t.targets.tables;
  const [shown, setShown] = useState<Item>();
  const columns = useMemo(() => columnsOf(items ?? [], keys, COLUMNS), [items, keys]);
  return (
    <>
      <Table<Item>
        items={items ?? []}
        loading={loading && !items?.length}
        loadingText={t.loading}
        ariaLabels={{ tableLabel: words.items }}
        header={
          <Header variant="h2" counter={items && words.shownOf(items.length, more)}>
            {words.items}
          </Header>
        }
        columnDefinitions={columns.map((name, at) => ({
          id: name,
          header: name,
          isRowHeader: at === 0,
          cell: (item: Item) =>
            at === 0 ? (
              <Button
                variant="inline-link"
                ariaLabel={t.targets.showRow(keys.map((key) => textOf(item, key)).join(' '))}
                onClick={() => setShown(item)}
              >
                {textOf(item, name)}
              </Button>
            ) : (
              textOf(item, name)
            ),
        }))}
        empty={<Empty title={words.noItems} hint={words.noItemsHint} />}
        footer={
          more && (
            <Box textAlign="center">
              <Button variant="inline-link" loading={loading} onClick={onMore}>
                {t.targets.more}
              </Button>
            </Box>
          )
        }
      />
      {shown && <ItemModal item={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function ItemModal({ item, onClose }: { item: Item; onClose: () => void }) {
  const t = useT();
  const words = t.targets.tables;
  const [form, setForm] = useState('plain');
  return (
    <Modal visible size="large" header={t.targets.shown} closeAriaLabel={t.close} onDismiss={onClose}>
      <SpaceBetween size="s">
        <SegmentedControl
          label={words.form}
          selectedId={form}
          options={[
            { id: 'plain', text: words.plain },
            { id: 'typed', text: words.typed },
          ]}
          onChange={(event) => setForm(event.detail.selectedId)}
        />
        <Snippet code={form === 'plain' ? pretty(plainItem(item)) : typedJson(item)} label={t.targets.shown} />
      </SpaceBetween>
    </Modal>
  );
}

function textOf(item: Item, name: string): string {
  const value = item[name];
  if (value === undefined) {
    return '–';
  }
  const plain = plainOf(value);
  const text = typeof plain === 'string' ? plain : JSON.stringify(plain);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text || '–';
}
