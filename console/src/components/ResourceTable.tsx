import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useT } from '../i18n';
import { type Pages, SEARCH_STRIDE } from '../lib/pages';
import { type Crumb, usePageName } from './Page';
import { Failed } from './Failed';

const PAGE_SIZE = 25;

/** A page that is a list: what the server gives in pages, searched as far as needed, with actions on what is selected. */
export function ResourceTable<T>({
  pages,
  title,
  description,
  parents,
  columns,
  name,
  filterLabel,
  filterExtra,
  filtered = false,
  empty,
  actions,
  create,
}: {
  pages: Pages<T>;
  title: string;
  description: string;
  parents: Crumb[];
  columns: TableProps.ColumnDefinition<T>[];
  name: (item: T) => string;
  filterLabel: string;
  filterExtra?: ReactNode;
  /** The server was asked for some only. */
  filtered?: boolean;
  empty: ReactNode;
  actions?: (selected: T[], done: () => void) => ReactNode;
  create?: ReactNode;
}) {
  const t = useT();
  usePageName(title, parents);
  const [filter, setFilter] = useState('');
  const [pageIndex, setPageIndex] = useState(1);
  const [selected, setSelected] = useState<T[]>([]);
  const [searchLimit, setSearchLimit] = useState(SEARCH_STRIDE);

  const words = filter.trim().toLowerCase();
  const matching = useMemo(
    () => (words === '' ? pages.items : pages.items.filter((item) => name(item).toLowerCase().includes(words))),
    [pages.items, words, name],
  );
  const { need } = pages;
  useEffect(() => {
    const count = (items: T[]) =>
      words === '' ? items.length : items.reduce((sum, item) => sum + (name(item).toLowerCase().includes(words) ? 1 : 0), 0);
    // One more than the page holds, to know whether there is a next one.
    need((items) => count(items) > pageIndex * PAGE_SIZE || (words !== '' && items.length >= searchLimit));
  }, [need, words, name, pageIndex, searchLimit]);

  const shown = matching.slice((pageIndex - 1) * PAGE_SIZE, pageIndex * PAGE_SIZE);
  const total = `${pages.items.length}${pages.more ? '+' : ''}`;
  const stopped = words !== '' && pages.more && !pages.loading;
  const reload = () => {
    setSelected([]);
    setPageIndex(1);
    pages.reload();
  };

  return (
    <Table<T>
      variant="full-page"
      stickyHeader
      enableKeyboardNavigation
      items={shown}
      columnDefinitions={columns}
      trackBy={name}
      loading={pages.loading && shown.length === 0}
      loadingText={t.loading}
      selectionType={actions ? 'multi' : undefined}
      selectedItems={selected}
      onSelectionChange={(event) => setSelected(event.detail.selectedItems)}
      ariaLabels={{
        tableLabel: title,
        itemSelectionLabel: (_selection, item) => t.table.select(name(item)),
        allItemsSelectionLabel: () => t.table.selectAll,
      }}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={pages.loading && pages.items.length === 0 ? undefined : selected.length > 0 ? t.table.selected(selected.length, total) : `(${total})`}
          description={description}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button iconName="refresh" ariaLabel={t.reload} onClick={reload} />
              {actions?.(selected, reload)}
              {create}
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
      filter={
        <div className="filters">
          <TextFilter
            filteringText={filter}
            filteringPlaceholder={filterLabel}
            filteringAriaLabel={filterLabel}
            filteringClearAriaLabel={t.table.clear}
            countText={words === '' ? '' : t.table.matches(matching.length, pages.more)}
            onChange={(event) => {
              setFilter(event.detail.filteringText);
              setPageIndex(1);
              setSearchLimit(SEARCH_STRIDE);
            }}
          />
          {filterExtra}
        </div>
      }
      pagination={
        <Pagination
          currentPageIndex={pageIndex}
          pagesCount={Math.max(1, Math.ceil(matching.length / PAGE_SIZE))}
          openEnd={pages.more}
          onChange={(event) => setPageIndex(event.detail.currentPageIndex)}
          ariaLabels={{ nextPageLabel: t.table.next, previousPageLabel: t.table.previous, pageLabel: t.table.page }}
        />
      }
      empty={
        pages.error !== undefined ? (
          <Failed error={pages.error} onRetry={reload} />
        ) : words !== '' || filtered ? (
          <Empty title={t.table.noMatch} hint={t.table.noMatchHint(pages.items.length)}>
            {words !== '' && <Button onClick={() => setFilter('')}>{t.table.clear}</Button>}
          </Empty>
        ) : (
          empty
        )
      }
      footer={
        pages.error !== undefined && shown.length > 0 ? (
          <Failed error={pages.error} onRetry={reload} />
        ) : stopped && matching.length <= pageIndex * PAGE_SIZE ? (
          <Box textAlign="center">
            <Button variant="inline-link" onClick={() => setSearchLimit(pages.items.length + SEARCH_STRIDE)}>
              {t.table.searchOn(pages.items.length)}
            </Button>
          </Box>
        ) : undefined
      }
    />
  );
}

/** Says that there is nothing, why that matters, and what to do. */
export function Empty({ title, hint, children }: { title: string; hint: ReactNode; children?: ReactNode }) {
  return (
    <Box textAlign="center" color="inherit" margin={{ vertical: 'xs' }}>
      <SpaceBetween size="m">
        <div>
          <b>{title}</b>
          <Box color="text-body-secondary" padding={{ top: 'xxs' }}>
            {hint}
          </Box>
        </div>
        {children}
      </SpaceBetween>
    </Box>
  );
}
