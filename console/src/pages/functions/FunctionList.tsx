import { DeleteFunctionCommand, type FunctionConfiguration, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import Button from '@cloudscape-design/components/button';
import { useCallback, useState } from 'react';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { DeleteModal } from '../../components/ConfirmModal';
import { Link, LinkButton } from '../../components/Link';
import { Empty, ResourceTable } from '../../components/ResourceTable';
import { useFormatDate, useT } from '../../i18n';
import { usePages } from '../../lib/pages';

const nameOf = (found: FunctionConfiguration) => found.FunctionName!;

export default function FunctionList() {
  const t = useT();
  const date = useFormatDate();
  const { lambda } = useAws();
  const { tell } = useFlash();
  const [deleting, setDeleting] = useState<{ functions: FunctionConfiguration[]; done: () => void }>();
  const fetch = useCallback(
    async (Marker: string | undefined) => {
      const page = await lambda.send(new ListFunctionsCommand({ Marker, MaxItems: 50 }));
      return { items: page.Functions ?? [], next: page.NextMarker };
    },
    [lambda],
  );
  const pages = usePages(fetch, [fetch]);
  return (
    <>
      <ResourceTable
        pages={pages}
        title={t.functions.title}
        description={t.functions.subtitle}
        parents={[{ text: t.product, to: paths.dashboard }]}
        name={nameOf}
        filterLabel={t.table.filter}
        columns={[
          { id: 'name', header: t.name, isRowHeader: true, cell: (found) => <Link to={paths.function(nameOf(found))}>{nameOf(found)}</Link> },
          { id: 'runtime', header: t.functions.runtime, cell: (found) => found.Runtime },
          { id: 'memory', header: t.functions.memory, cell: (found) => t.functions.megabytes(found.MemorySize ?? 128) },
          { id: 'timeout', header: t.functions.timeout, cell: (found) => t.functions.seconds(found.Timeout ?? 3) },
          { id: 'modified', header: t.modified, cell: (found) => (found.LastModified ? date(new Date(found.LastModified)) : '–') },
        ]}
        empty={<Empty title={t.functions.empty} hint={t.functions.emptyWhy} />}
        actions={(selected, done) => (
          <Button disabled={selected.length === 0} onClick={() => setDeleting({ functions: selected, done })}>
            {t.remove}
          </Button>
        )}
        create={
          <LinkButton to={paths.newFunction} variant="primary">
            {t.functions.create}
          </LinkButton>
        }
      />
      {deleting && (
        <DeleteModal
          items={deleting.functions}
          name={nameOf}
          one={t.functions.one}
          many={t.functions.many}
          hint={t.functions.deleteHint}
          remove={(found) => lambda.send(new DeleteFunctionCommand({ FunctionName: nameOf(found) }))}
          onDeleted={(text) => tell(text)}
          onClose={() => {
            setDeleting(undefined);
            deleting.done();
          }}
        />
      )}
    </>
  );
}
