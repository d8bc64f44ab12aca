import { type Certificate, ListCertificatesCommand, UpdateCertificateCommand } from '@aws-sdk/client-iot';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useCallback, useState } from 'react';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { deleteCertificate } from '../../aws/remove';
import { ConfirmModal, DeleteModal, each } from '../../components/ConfirmModal';
import { Link } from '../../components/Link';
import { Empty, ResourceTable } from '../../components/ResourceTable';
import { useFormatDate, useT } from '../../i18n';
import { usePages } from '../../lib/pages';
import { createCertificate, type NewCertificate } from './keys';
import { KeysModal } from './KeysModal';
import { CertificateStatus } from './Status';
import { useStatusChanges } from './statusChanges';

const idOf = (certificate: Certificate) => certificate.certificateId!;

type Asking = { to: 'create' } | { to: 'delete' | 'ACTIVE' | 'INACTIVE' | 'REVOKED'; certificates: Certificate[]; done: () => void };

export default function CertificateList() {
  const t = useT();
  const date = useFormatDate();
  const { iot } = useAws();
  const { tell } = useFlash();
  const changes = useStatusChanges();
  const [asking, setAsking] = useState<Asking>();
  const [made, setMade] = useState<NewCertificate>();
  const fetch = useCallback(
    async (marker: string | undefined) => {
      const page = await iot.send(new ListCertificatesCommand({ marker, pageSize: 250, ascendingOrder: false }));
      return { items: page.certificates ?? [], next: page.nextMarker };
    },
    [iot],
  );
  const pages = usePages(fetch, [fetch]);
  const change = changes.find((known) => known.id === asking?.to);

  return (
    <>
      <ResourceTable
        pages={pages}
        title={t.certificates.title}
        description={t.certificates.subtitle}
        parents={[{ text: t.product, to: paths.dashboard }]}
        name={idOf}
        filterLabel={t.table.filterCertificates}
        columns={[
          {
            id: 'id',
            header: t.certificates.id,
            isRowHeader: true,
            cell: (certificate) => (
              <Link to={paths.certificate(idOf(certificate))}>
                <span className="fixed">{idOf(certificate).slice(0, 24)}…</span>
              </Link>
            ),
          },
          { id: 'status', header: t.status, cell: (certificate) => <CertificateStatus status={certificate.status} /> },
          { id: 'created', header: t.created, cell: (certificate) => date(certificate.creationDate) },
        ]}
        empty={<Empty title={t.certificates.empty} hint={t.certificates.emptyHint} />}
        actions={(selected, done) => (
          <ButtonDropdown
            disabled={selected.length === 0}
            items={[...changes.map(({ id, text }) => ({ id, text })), { id: 'delete', text: t.remove }]}
            onItemClick={(event) => setAsking({ to: event.detail.id as 'delete', certificates: selected, done })}
          >
            {t.actions}
          </ButtonDropdown>
        )}
        create={
          <Button variant="primary" onClick={() => setAsking({ to: 'create' })}>
            {t.certificates.create}
          </Button>
        }
      />
      {asking?.to === 'create' && (
        <ConfirmModal
          title={t.certificates.create}
          confirm={t.create}
          onClose={() => setAsking(undefined)}
          onConfirm={async () => {
            setMade(await createCertificate(iot));
            pages.reload();
          }}
        >
          {t.certificates.createText}
        </ConfirmModal>
      )}
      {asking?.to === 'delete' && (
        <DeleteModal
          items={asking.certificates}
          name={idOf}
          one={t.certificates.one}
          many={t.certificates.many}
          hint={t.certificates.deleteHint}
          remove={(certificate) => deleteCertificate(iot, { id: idOf(certificate), arn: certificate.certificateArn! })}
          onDeleted={(text) => tell(text)}
          onClose={() => {
            setAsking(undefined);
            asking.done();
          }}
        />
      )}
      {asking && change && 'certificates' in asking && (
        <ConfirmModal
          title={`${change.text} (${asking.certificates.length})`}
          confirm={change.text}
          {...(change.hint ? { warning: change.hint } : {})}
          onClose={() => {
            setAsking(undefined);
            asking.done();
          }}
          onConfirm={async () => {
            await each(
              asking.certificates,
              (certificate) => iot.send(new UpdateCertificateCommand({ certificateId: idOf(certificate), newStatus: change.id })),
              t.table.failed,
            );
            tell(t.certificates.changed(asking.certificates.length));
          }}
        />
      )}
      {made && <KeysModal certificate={made} stem={made.id.slice(0, 10)} onClose={() => setMade(undefined)} />}
    </>
  );
}
