import { type _Object, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Icon from '@cloudscape-design/components/icon';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useCallback, useEffect } from 'react';
import { useHref } from 'react-router';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Failed } from '../../components/Failed';
import { Empty } from '../../components/ResourceTable';
import { useFormatDate, useT } from '../../i18n';
import { usePages } from '../../lib/pages';

const PAGE = 100;

type Entry = { folder: string } | { object: _Object };

/** What lies at one place of a bucket: folders, as far as keys have slashes, and objects. */
export function ObjectList({
  bucket,
  prefix,
  onOpen,
  onEnter,
}: {
  bucket: string;
  prefix: string;
  onOpen: (key: string) => void;
  onEnter: (prefix: string) => void;
}) {
  const t = useT();
  const words = t.targets.buckets;
  const date = useFormatDate();
  const s3 = useAws().client(S3Client);
  const root = useHref(paths.bucket(bucket));
  const fetch = useCallback(
    async (ContinuationToken: string | undefined) => {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, Delimiter: '/', MaxKeys: PAGE, ContinuationToken }));
      const folders = (page.CommonPrefixes ?? []).map((common): Entry => ({ folder: common.Prefix! }));
      return { items: [...folders, ...(page.Contents ?? []).map((object): Entry => ({ object }))], next: page.NextContinuationToken };
    },
    [s3, bucket, prefix],
  );
  const pages = usePages(fetch, [fetch]);
  const { need } = pages;
  useEffect(() => need((items) => items.length > 0), [need]);
  const keyOf = (entry: Entry) => ('folder' in entry ? entry.folder : entry.object.Key!);
  const open = (entry: Entry) => ('folder' in entry ? onEnter(entry.folder) : onOpen(entry.object.Key!));
  return (
    <Table<Entry>
      items={pages.items}
      trackBy={keyOf}
      loading={pages.loading && pages.items.length === 0}
      loadingText={t.loading}
      ariaLabels={{ tableLabel: words.objects }}
      header={
        <SpaceBetween size="xs">
          <Header
            variant="h2"
            counter={`(${pages.items.length}${pages.more ? '+' : ''})`}
            actions={<Button iconName="refresh" ariaLabel={t.reload} onClick={pages.reload} />}
          >
            {words.objects}
          </Header>
          <BreadcrumbGroup
            ariaLabel={words.folders}
            items={[{ text: bucket, href: root }, ...stepsOf(prefix).map(({ text, at }) => ({ text, href: `${root}?prefix=${encodeURIComponent(at)}` }))]}
            onFollow={(event) => {
              event.preventDefault();
              onEnter(new URL(event.detail.href, location.href).searchParams.get('prefix') ?? '');
            }}
          />
        </SpaceBetween>
      }
      columnDefinitions={[
        {
          id: 'key',
          header: words.key,
          isRowHeader: true,
          cell: (entry) => (
            <SpaceBetween direction="horizontal" size="xs">
              <Icon name={'folder' in entry ? 'folder' : 'file'} />
              <Button variant="inline-link" onClick={() => open(entry)}>
                {keyOf(entry).slice(prefix.length) || keyOf(entry)}
              </Button>
            </SpaceBetween>
          ),
        },
        { id: 'size', header: t.targets.size, cell: (entry) => ('object' in entry ? t.functions.bytes(entry.object.Size ?? 0) : '–') },
        { id: 'modified', header: t.modified, cell: (entry) => ('object' in entry ? date(entry.object.LastModified) : '–') },
      ]}
      empty={
        pages.error !== undefined ? <Failed error={pages.error} onRetry={pages.reload} /> : <Empty title={words.noObjects} hint={words.noObjectsHint} />
      }
      footer={
        pages.more &&
        pages.items.length > 0 && (
          <Box textAlign="center">
            <Button variant="inline-link" loading={pages.loading} onClick={() => need((items) => items.length > pages.items.length)}>
              {t.targets.more}
            </Button>
          </Box>
        )
      }
    />
  );
}

/** The folders on the way to a prefix. */
function stepsOf(prefix: string): { text: string; at: string }[] {
  const names = prefix.split('/').slice(0, -1);
  return names.map((text, i) => ({ text: text || '/', at: `${names.slice(0, i + 1).join('/')}/` }));
}
