import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  type CertificateDescription,
  DescribeCertificateCommand,
  DetachPolicyCommand,
  DetachThingPrincipalCommand,
  ListPoliciesCommand,
  ListThingsCommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { all } from '../../aws/all';
import { useAws } from '../../aws/clients';
import { deleteCertificate, policiesOf, thingsOf } from '../../aws/remove';
import { ChooseModal } from '../../components/ChooseModal';
import { ConfirmModal, DeleteModal } from '../../components/ConfirmModal';
import { Copyable, Snippet } from '../../components/Copyable';
import { Link } from '../../components/Link';
import { Loaded, Page } from '../../components/Page';
import { ListSection, Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { download } from '../../lib/download';
import { useLoad } from '../../lib/load';
import { shortId } from '../../lib/names';
import { CertificateStatus } from './Status';
import { useStatusChanges } from './statusChanges';

type Asking = 'delete' | 'ACTIVE' | 'INACTIVE' | 'REVOKED' | 'attachPolicy' | 'attachThing' | { policy: string } | { thing: string };

export default function CertificateDetail({ name: id }: { name: string }) {
  const t = useT();
  const { iot } = useAws();
  const { tell } = useFlash();
  const navigate = useNavigate();
  const changes = useStatusChanges();
  const [asking, setAsking] = useState<Asking>();
  const certificate = useLoad(
    async () => (await iot.send(new DescribeCertificateCommand({ certificateId: id }))).certificateDescription!,
    [iot, id],
  );
  const arn = certificate.value?.certificateArn;
  const policies = useLoad<string[]>(async () => (arn ? policiesOf(iot, arn) : []), [iot, arn]);
  const things = useLoad<string[]>(async () => (arn ? thingsOf(iot, arn) : []), [iot, arn]);
  const close = () => setAsking(undefined);
  const change = changes.find((known) => known.id === asking);

  return (
    <Page
      title={shortId(id)}
      parents={[
        { text: t.product, to: paths.dashboard },
        { text: t.certificates.title, to: paths.certificates },
      ]}
      actions={
        <ButtonDropdown
          disabled={!certificate.value}
          items={[
            ...changes.filter((known) => known.id !== certificate.value?.status).map((known) => ({ id: known.id, text: known.text })),
            { id: 'delete', text: t.remove },
          ]}
          onItemClick={(event) => setAsking(event.detail.id as Asking)}
        >
          {t.actions}
        </ButtonDropdown>
      }
    >
      <Loaded load={certificate}>
        {(value) => (
          <>
            <Details certificate={value} />
            <Names
              title={t.certificates.policies}
              load={policies}
              to={paths.policy}
              empty={{ title: t.certificates.noPolicies, hint: t.certificates.noPoliciesHint }}
              attach={t.certificates.attachPolicy}
              onAttach={() => setAsking('attachPolicy')}
              onDetach={(policy) => setAsking({ policy })}
            />
            <Names
              title={t.certificates.things}
              load={things}
              to={paths.thing}
              empty={{ title: t.certificates.noThings, hint: t.certificates.noThingsHint }}
              attach={t.certificates.attachThing}
              onAttach={() => setAsking('attachThing')}
              onDetach={(thing) => setAsking({ thing })}
            />
          </>
        )}
      </Loaded>
      {asking === 'delete' && arn && (
        <DeleteModal
          items={[id]}
          name={shortId}
          one={t.certificates.one}
          many={t.certificates.many}
          hint={t.certificates.deleteHint}
          remove={() => deleteCertificate(iot, { id, arn })}
          onDeleted={(text) => {
            tell(text);
            void navigate(paths.certificates);
          }}
          onClose={close}
        />
      )}
      {change && (
        <ConfirmModal
          title={`${change.text}: ${shortId(id)}`}
          confirm={change.text}
          {...(change.hint ? { warning: change.hint } : {})}
          onClose={close}
          onConfirm={async () => {
            await iot.send(new UpdateCertificateCommand({ certificateId: id, newStatus: change.id }));
            tell(t.certificates.changed(1));
            certificate.reload();
          }}
        />
      )}
      {asking === 'attachPolicy' && arn && (
        <ChooseModal
          title={t.certificates.attachPolicy}
          placeholder={t.certificates.choosePolicy}
          fetch={async () => {
            const found = await all(async (marker) => {
              const page = await iot.send(new ListPoliciesCommand({ marker, pageSize: 250 }));
              return { items: page.policies, next: page.nextMarker };
            });
            return found
              .filter((policy) => !policies.value?.includes(policy.policyName!))
              .map((policy) => ({ value: policy.policyName!, label: policy.policyName! }));
          }}
          attach={(policyName) => iot.send(new AttachPolicyCommand({ policyName, target: arn }))}
          onAttached={(labels) => {
            tell(t.certificates.attached(labels.join(', ')));
            policies.reload();
          }}
          onClose={close}
        />
      )}
      {asking === 'attachThing' && arn && (
        <ChooseModal
          title={t.certificates.attachThing}
          placeholder={t.certificates.chooseThing}
          fetch={async () => {
            // The first of them: whoever has more finds the thing by its name and attaches the certificate there.
            const page = await iot.send(new ListThingsCommand({ maxResults: 250 }));
            return (page.things ?? [])
              .filter((thing) => !things.value?.includes(thing.thingName!))
              .map((thing) => ({ value: thing.thingName!, label: thing.thingName! }));
          }}
          attach={(thingName) => iot.send(new AttachThingPrincipalCommand({ thingName, principal: arn }))}
          onAttached={(labels) => {
            tell(t.certificates.attached(labels.join(', ')));
            things.reload();
          }}
          onClose={close}
        />
      )}
      {typeof asking === 'object' && arn && (
        <ConfirmModal
          title={`${t.things.detach}: ${'policy' in asking ? asking.policy : asking.thing}`}
          confirm={t.things.detach}
          onClose={close}
          onConfirm={async () => {
            if ('policy' in asking) {
              await iot.send(new DetachPolicyCommand({ policyName: asking.policy, target: arn }));
              tell(t.things.detached(asking.policy));
              policies.reload();
            } else {
              await iot.send(new DetachThingPrincipalCommand({ thingName: asking.thing, principal: arn }));
              tell(t.things.detached(asking.thing));
              things.reload();
            }
          }}
        />
      )}
    </Page>
  );
}

function Details({ certificate }: { certificate: CertificateDescription }) {
  const t = useT();
  const date = useFormatDate();
  const pem = certificate.certificatePem ?? '';
  return (
    <Section
      title={t.details}
      actions={
        <Button
          iconName="download"
          onClick={() => download(`${certificate.certificateId!.slice(0, 10)}.certificate.pem`, pem, 'application/x-pem-file')}
        >
          {t.certificates.certificateFile}
        </Button>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={3}
          items={[
            { label: t.status, value: <CertificateStatus status={certificate.status} /> },
            { label: t.created, value: date(certificate.creationDate) },
            {
              label: t.certificates.valid,
              value: t.certificates.validFromTo(date(certificate.validity?.notBefore), date(certificate.validity?.notAfter)),
            },
            { label: t.arn, value: <Copyable text={certificate.certificateArn!} /> },
          ]}
        />
        <ExpandableSection headerText={t.certificates.pem}>
          <Snippet code={pem} label={t.certificates.pem} />
        </ExpandableSection>
      </SpaceBetween>
    </Section>
  );
}

function Names({
  title,
  load,
  to,
  empty,
  attach,
  onAttach,
  onDetach,
}: {
  title: string;
  load: ReturnType<typeof useLoad<string[]>>;
  to: (name: string) => string;
  empty: { title: string; hint: string };
  attach: string;
  onAttach: () => void;
  onDetach: (name: string) => void;
}) {
  const t = useT();
  return (
    <ListSection<string>
      title={title}
      load={load}
      name={(name) => name}
      empty={empty}
      actions={<Button onClick={onAttach}>{attach}</Button>}
      columns={[
        { id: 'name', header: t.name, isRowHeader: true, cell: (name) => <Link to={to(name)}>{name}</Link> },
        {
          id: 'detach',
          header: t.actions,
          cell: (name) => (
            <Button variant="inline-link" ariaLabel={`${t.things.detach}: ${name}`} onClick={() => onDetach(name)}>
              {t.things.detach}
            </Button>
          ),
        },
      ]}
    />
  );
}
