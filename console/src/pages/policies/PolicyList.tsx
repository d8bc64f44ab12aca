import { ListPoliciesCommand, type Policy } from '@aws-sdk/client-iot';
import Button from '@cloudscape-design/components/button';
import { useCallback, useState } from 'react';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { deletePolicy } from '../../aws/remove';
import { DeleteModal } from '../../components/ConfirmModal';
import { Link, LinkButton } from '../../components/Link';
import { Empty, ResourceTable } from '../../components/ResourceTable';
import { useT } from '../../i18n';
import { usePages } from '../../lib/pages';

const nameOf = (policy: Policy) => policy.policyName!;

export default function PolicyList() {
  const t = useT();
  const { iot } = useAws();
  const { tell } = useFlash();
  const [deleting, setDeleting] = useState<{ policies: Policy[]; done: () => void }>();
  const fetch = useCallback(
    async (marker: string | undefined) => {
      const page = await iot.send(new ListPoliciesCommand({ marker, pageSize: 250 }));
      return { items: page.policies ?? [], next: page.nextMarker };
    },
    [iot],
  );
  const pages = usePages(fetch, [fetch]);
  return (
    <>
      <ResourceTable
        pages={pages}
        title={t.policies.title}
        description={t.policies.subtitle}
        parents={[{ text: t.product, to: paths.dashboard }]}
        name={nameOf}
        filterLabel={t.table.filter}
        columns={[
          {
            id: 'name',
            header: t.name,
            isRowHeader: true,
            cell: (policy) => <Link to={paths.policy(nameOf(policy))}>{nameOf(policy)}</Link>,
          },
          { id: 'arn', header: t.arn, cell: (policy) => policy.policyArn },
        ]}
        empty={<Empty title={t.policies.empty} hint={t.policies.emptyHint} />}
        actions={(selected, done) => (
          <Button disabled={selected.length === 0} onClick={() => setDeleting({ policies: selected, done })}>
            {t.remove}
          </Button>
        )}
        create={
          <LinkButton to={paths.newPolicy} variant="primary">
            {t.policies.create}
          </LinkButton>
        }
      />
      {deleting && (
        <DeleteModal
          items={deleting.policies}
          name={nameOf}
          one={t.policies.one}
          many={t.policies.many}
          hint={t.policies.deleteHint}
          remove={(policy) => deletePolicy(iot, nameOf(policy))}
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
