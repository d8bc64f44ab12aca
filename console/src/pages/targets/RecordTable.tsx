import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import { Failed } from '../../components/Failed';
import { Payload } from '../../components/Payload';
import { Empty } from '../../components/ResourceTable';
import { useT } from '../../i18n';
import { lineOf } from '../../lib/payload';

/** Messages or records: a line of each in a table, the whole of one beside it. */
export function RecordTable<T>({
  title,
  description,
  notice,
  controls,
  records,
  error,
  loading,
  id,
  bytes,
  columns,
  details,
  actions,
  footer,
  notYet,
  empty,
}: {
  title: string;
  description?: ReactNode;
  notice?: ReactNode;
  /** Above the table: what is asked for. */
  controls?: ReactNode;
  /** Undefined before anything was asked for. */
  records: readonly T[] | undefined;
  error: unknown;
  loading: boolean;
  id: (record: T) => string;
  bytes: (record: T) => Uint8Array;
  columns: TableProps.ColumnDefinition<T>[];
  details: (record: T) => { label: string; value: ReactNode }[];
  actions?: ReactNode;
  footer?: ReactNode;
  notYet: { title: string; hint: string };
  empty: { title: string; hint: string };
}) {
  const t = useT();
  const [shown, setShown] = useState<T>();
  const nothing = records === undefined ? notYet : empty;
  return (
    <>
      <Table<T>
        items={records ?? []}
        trackBy={id}
        loading={loading && !records?.length}
        loadingText={t.loading}
        wrapLines
        ariaLabels={{ tableLabel: title }}
        header={
          <SpaceBetween size="s">
            <Header variant="h2" description={description} actions={actions} counter={records && `(${records.length})`}>
              {title}
            </Header>
            {notice}
            {controls}
            <Failed error={error} />
          </SpaceBetween>
        }
        columnDefinitions={[
          {
            id: 'content',
            header: t.targets.shown,
            isRowHeader: true,
            minWidth: 220,
            cell: (record) => (
              <Button variant="inline-link" ariaLabel={`${t.targets.showRow(id(record))}: ${lineOf(bytes(record))}`} onClick={() => setShown(record)}>
                <span className="fixed">{cut(lineOf(bytes(record)))}</span>
              </Button>
            ),
          },
          ...columns,
          { id: 'size', header: t.targets.size, cell: (record) => t.functions.bytes(bytes(record).length), width: 110 },
        ]}
        empty={<Empty title={nothing.title} hint={nothing.hint} />}
        footer={footer && <Box textAlign="center">{footer}</Box>}
      />
      {shown !== undefined && (
        <Modal visible size="large" header={t.targets.shown} closeAriaLabel={t.close} onDismiss={() => setShown(undefined)}>
          <SpaceBetween size="m">
            <KeyValuePairs columns={2} items={details(shown).map(({ label, value }) => ({ label, value: <span className="server-words">{value}</span> }))} />
            <Payload bytes={bytes(shown)} label={t.targets.shown} />
          </SpaceBetween>
        </Modal>
      )}
    </>
  );
}

function cut(line: string): string {
  return line.length > 100 ? `${line.slice(0, 100)}…` : line || '–';
}
