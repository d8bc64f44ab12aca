import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useT } from '../i18n';
import type { Load } from '../lib/load';
import { Failed } from './Failed';
import { Empty } from './ResourceTable';

/** A titled part of a page. */
export function Section({
  title,
  description,
  actions,
  counter,
  children,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  counter?: string;
  children: ReactNode;
}) {
  return (
    <Container
      header={
        <Header variant="h2" description={description} actions={actions} counter={counter}>
          {title}
        </Header>
      }
    >
      {children}
    </Container>
  );
}

/** A short list within a page, loaded on its own so that the rest of the page need not wait. */
export function ListSection<T>({
  title,
  description,
  actions,
  load,
  columns,
  name,
  empty,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  load: Load<readonly T[]>;
  columns: TableProps.ColumnDefinition<T>[];
  name: (item: T) => string;
  empty: { title: string; hint: ReactNode };
}) {
  const t = useT();
  return (
    <Table<T>
      items={load.value ?? []}
      columnDefinitions={columns}
      trackBy={name}
      loading={load.loading && load.value === undefined}
      loadingText={t.loading}
      ariaLabels={{ tableLabel: title }}
      header={
        <Header variant="h2" description={description} actions={actions} counter={load.value && `(${load.value.length})`}>
          {title}
        </Header>
      }
      empty={
        load.error !== undefined ? (
          <Failed error={load.error} onRetry={load.reload} />
        ) : (
          <Empty title={empty.title} hint={empty.hint} />
        )
      }
    />
  );
}
