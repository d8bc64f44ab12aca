import {
  AttachThingPrincipalCommand,
  DescribeCertificateCommand,
  DescribeThingCommand,
  type DescribeThingCommandOutput,
  DetachThingPrincipalCommand,
  ListCertificatesCommand,
} from '@aws-sdk/client-iot';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { all } from '../../aws/all';
import { clientStory } from '../../aws/clientEvents';
import { useAws } from '../../aws/clients';
import { deleteThing, policiesOf, principalsOf } from '../../aws/remove';
import { ChooseModal } from '../../components/ChooseModal';
import { ConfirmModal } from '../../components/ConfirmModal';
import { Copyable } from '../../components/Copyable';
import { EventTable } from '../../components/EventTable';
import { DetailPage } from '../../components/DetailPage';
import { Failed } from '../../components/Failed';
import { Link } from '../../components/Link';
import { ListSection, Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { usePoll } from '../../lib/poll';
import { idOf, shortId } from '../../lib/names';
import { createCertificate, type NewCertificate } from '../certificates/keys';
import { KeysModal } from '../certificates/KeysModal';
import { CertificateStatus } from '../certificates/Status';
import { listOf } from './attributes';
import { AttributesModal } from './AttributesModal';

interface Principal {
  arn: string;
  status: string | undefined;
  policies: string[];
}

type Asking = 'attributes' | 'create' | 'attach' | { detach: string } | { made: NewCertificate };

export default function ThingDetail({ name }: { name: string }) {
  const t = useT();
  const { iot } = useAws();
  const { tell } = useFlash();
  const [asking, setAsking] = useState<Asking>();
  const thing = useLoad(() => iot.send(new DescribeThingCommand({ thingName: name })), [iot, name]);
  const principals = useLoad(async () => {
    const arns = await principalsOf(iot, name);
    return Promise.all(arns.map(describe));
  }, [iot, name]);

  async function describe(arn: string): Promise<Principal> {
    const [description, policies] = await Promise.all([
      iot.send(new DescribeCertificateCommand({ certificateId: idOf(arn) })),
      policiesOf(iot, arn),
    ]);
    return { arn, status: description.certificateDescription?.status, policies };
  }
  const close = () => setAsking(undefined);

  return (
    <DetailPage
      name={name}
      words={t.things}
      listPath={paths.things}
      load={thing}
      remove={() => deleteThing(iot, name)}
      dialogs={
        <>
          {asking === 'attributes' && (
            <AttributesModal
              thingName={name}
              attributes={listOf(thing.value?.attributes)}
              onSaved={() => {
                tell(t.things.saved);
                thing.reload();
              }}
              onClose={close}
            />
          )}
          {asking === 'create' && (
            <ConfirmModal
              title={t.certificates.create}
              confirm={t.create}
              onClose={() => setAsking((now) => (now === 'create' ? undefined : now))}
              onConfirm={async () => {
                const made = await createCertificate(iot);
                // Shown first: should the attachment fail, the keys are not lost.
                setAsking({ made });
                await iot.send(new AttachThingPrincipalCommand({ thingName: name, principal: made.arn }));
                principals.reload();
              }}
            >
              {t.certificates.createText}
            </ConfirmModal>
          )}
          {asking === 'attach' && (
            <ChooseModal
              title={t.things.attachCertificate}
              placeholder={t.certificates.chooseCertificate}
              fetch={async () => {
                const found = await all(async (marker) => {
                  const page = await iot.send(new ListCertificatesCommand({ marker, pageSize: 250 }));
                  return { items: page.certificates, next: page.nextMarker };
                });
                const attached = new Set(principals.value?.map((principal) => principal.arn));
                return found
                  .filter((certificate) => !attached.has(certificate.certificateArn!))
                  .map((certificate) => ({
                    value: certificate.certificateArn!,
                    label: shortId(certificate.certificateId!),
                    description: certificate.status,
                  }));
              }}
              attach={(principal) => iot.send(new AttachThingPrincipalCommand({ thingName: name, principal }))}
              onAttached={(labels) => {
                tell(t.certificates.attached(labels.join(', ')));
                principals.reload();
              }}
              onClose={close}
            />
          )}
          {typeof asking === 'object' && 'detach' in asking && (
            <ConfirmModal
              title={`${t.things.detach}: ${shortId(idOf(asking.detach))}`}
              confirm={t.things.detach}
              onClose={close}
              onConfirm={async () => {
                await iot.send(new DetachThingPrincipalCommand({ thingName: name, principal: asking.detach }));
                tell(t.things.detached(shortId(idOf(asking.detach))));
                principals.reload();
              }}
            />
          )}
          {typeof asking === 'object' && 'made' in asking && <KeysModal certificate={asking.made} stem={name} onClose={close} />}
        </>
      }
    >
      {(value) => (
        <>
          <Details thing={value} onEdit={() => setAsking('attributes')} />
          <ListSection<Principal>
            title={t.things.certificates}
            description={t.things.certificatesText}
            load={principals}
            name={(principal) => principal.arn}
            empty={{ title: t.things.noCertificates, hint: t.things.noCertificatesHint }}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setAsking('attach')}>{t.things.attachCertificate}</Button>
                <Button onClick={() => setAsking('create')}>{t.things.createCertificate}</Button>
              </SpaceBetween>
            }
            columns={[
              {
                id: 'id',
                header: t.certificates.id,
                isRowHeader: true,
                cell: ({ arn }) => <Link to={paths.certificate(idOf(arn))}>{shortId(idOf(arn))}</Link>,
              },
              { id: 'status', header: t.status, cell: ({ status }) => <CertificateStatus status={status} /> },
              {
                id: 'policies',
                header: t.certificates.policies,
                cell: ({ policies }) =>
                  policies.length === 0 ? (
                    <span>{t.certificates.noPolicies}</span>
                  ) : (
                    <SpaceBetween direction="horizontal" size="xs">
                      {policies.map((policy) => (
                        <Link key={policy} to={paths.policy(policy)}>
                          {policy}
                        </Link>
                      ))}
                    </SpaceBetween>
                  ),
              },
              {
                id: 'detach',
                header: t.actions,
                cell: ({ arn }) => (
                  <Button variant="inline-link" ariaLabel={`${t.things.detach}: ${shortId(idOf(arn))}`} onClick={() => setAsking({ detach: arn })}>
                    {t.things.detach}
                  </Button>
                ),
              },
            ]}
          />
          <Client name={name} />
        </>
      )}
    </DetailPage>
  );
}

/** The client that is named like the thing; kept up to date, for whoever looks is about to try again. */
function Client({ name }: { name: string }) {
  const t = useT();
  const date = useFormatDate();
  const { mooring } = useAws();
  const story = usePoll((signal) => clientStory(mooring, name, signal), 3000, [mooring, name]);
  const now = story.value?.now;
  const subscriptions = Object.entries(now?.subscriptions ?? {});
  return (
    <>
      <Section title={t.things.client} description={t.things.clientText(name)}>
        <SpaceBetween size="m">
          <Failed error={story.error} />
          <KeyValuePairs
            columns={3}
            items={[
              {
                label: t.status,
                value: now?.connected ? (
                  <StatusIndicator type="success">{t.things.connectedSince(date(now.since === undefined ? undefined : new Date(now.since)))}</StatusIndicator>
                ) : (
                  <StatusIndicator type="stopped">{t.things.notConnected}</StatusIndicator>
                ),
              },
              { label: t.things.address, value: now?.address ?? '–' },
              {
                label: t.mqtt.filters,
                value: subscriptions.length === 0 ? '–' : subscriptions.map(([filter, qos]) => <div key={filter} className="fixed">{`${filter} (QoS ${qos})`}</div>),
              },
            ]}
          />
        </SpaceBetween>
      </Section>
      <EventTable events={story.value?.events ?? (story.error === undefined ? undefined : [])} title={t.events.title} description={t.events.text} />
    </>
  );
}

function Details({ thing, onEdit }: { thing: DescribeThingCommandOutput; onEdit: () => void }) {
  const t = useT();
  const attributes = listOf(thing.attributes);
  return (
    <Section title={t.details} actions={<Button onClick={onEdit}>{t.things.editAttributes}</Button>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t.arn, value: <Copyable text={thing.thingArn!} /> },
          { label: t.things.defaultClientId, value: <Copyable text={thing.defaultClientId ?? thing.thingName!} /> },
          { label: t.things.version, value: String(thing.version ?? 1) },
          ...(attributes.length === 0
            ? [{ label: t.things.attributes, value: t.things.noAttributes }]
            : attributes.map(({ name, value }) => ({ label: `${t.things.attributeFilter} ${name}`, value: value || '–' }))),
        ]}
      />
    </Section>
  );
}
