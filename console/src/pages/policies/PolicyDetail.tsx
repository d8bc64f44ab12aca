import {
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
  type PolicyVersion,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iot';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { deletePolicy, targetsOf } from '../../aws/remove';
import { ConfirmModal } from '../../components/ConfirmModal';
import { Copyable } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { Failed } from '../../components/Failed';
import { Link } from '../../components/Link';
import { Loaded } from '../../components/Page';
import { ListSection, Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useAction, useLoad } from '../../lib/load';
import { idOf, shortId } from '../../lib/names';
import { prettyText } from '../../lib/json';
import { Simulator } from './Simulator';
import { VersionDocument } from './VersionDocument';

/** AWS keeps so many. */
const MAX_VERSIONS = 5;

export default function PolicyDetail({ name }: { name: string }) {
  const t = useT();
  const date = useFormatDate();
  const { iot } = useAws();
  const { tell } = useFlash();
  /** A version. */
  const [deleting, setDeleting] = useState<string>();
  // In the address, so that a link leads to the very tab and version.
  const [query, setQuery] = useSearchParams();
  const tab = query.get('tab') ?? 'document';
  const shown = query.get('version') ?? undefined;
  const policy = useLoad(() => iot.send(new GetPolicyCommand({ policyName: name })), [iot, name]);
  const versions = useLoad(
    async () => (await iot.send(new ListPolicyVersionsCommand({ policyName: name }))).policyVersions ?? [],
    [iot, name],
  );
  const targets = useLoad(() => targetsOf(iot, name), [iot, name]);
  const inForce = policy.value?.defaultVersionId;
  const version = shown ?? inForce;
  const document = useLoad(
    async () =>
      version === undefined || version === inForce
        ? prettyText(policy.value?.policyDocument ?? '')
        : prettyText(
            (await iot.send(new GetPolicyVersionCommand({ policyName: name, policyVersionId: version }))).policyDocument ?? '',
          ),
    [iot, name, version, policy.value],
  );
  const reload = () => {
    setQuery({ tab }, { replace: true });
    policy.reload();
    versions.reload();
  };
  const setDefault = useAction();

  return (
    <DetailPage
      name={name}
      words={t.policies}
      listPath={paths.policies}
      load={policy}
      remove={() => deletePolicy(iot, name)}
      dialogs={
        deleting !== undefined && (
          <ConfirmModal
            title={`${t.policies.deleteVersion} ${deleting}`}
            confirm={t.remove}
            warning={t.confirm.permanent}
            onClose={() => setDeleting(undefined)}
            onConfirm={async () => {
              await iot.send(new DeletePolicyVersionCommand({ policyName: name, policyVersionId: deleting }));
              tell(t.policies.versionDeleted(deleting));
              reload();
            }}
          />
        )
      }
    >
      {(value) => (
        <>
          <Section title={t.details}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: t.arn, value: <Copyable text={value.policyArn!} /> },
                { label: t.policies.default, value: `${t.policies.version} ${value.defaultVersionId}` },
                { label: t.modified, value: date(value.lastModifiedDate) },
              ]}
            />
          </Section>
          <Tabs
            activeTabId={tab}
            onChange={(event) => setQuery({ ...(shown === undefined ? {} : { version: shown }), tab: event.detail.activeTabId }, { replace: true })}
            tabs={[
              {
                id: 'document',
                label: t.policies.document,
                content: (
                  <Loaded load={document}>
                    {(text) => (
                      <VersionDocument
                        key={`${version} ${text.length}`}
                        policyName={name}
                        version={version ?? ''}
                        isDefault={version === inForce}
                        text={text}
                        full={(versions.value?.length ?? 0) >= MAX_VERSIONS}
                        onSaved={reload}
                      />
                    )}
                  </Loaded>
                ),
              },
              {
                id: 'versions',
                label: `${t.policies.versions} (${versions.value?.length ?? '…'})`,
                content: (
                  <SpaceBetween size="m">
                    <Failed error={setDefault.error} />
                    <ListSection<PolicyVersion>
                      title={t.policies.versions}
                      load={versions}
                      name={(item) => item.versionId!}
                      empty={{ title: t.none, hint: '' }}
                      columns={[
                        {
                          id: 'version',
                          header: t.policies.version,
                          isRowHeader: true,
                          cell: (item) => (
                            <SpaceBetween direction="horizontal" size="xs">
                              <span>{item.versionId}</span>
                              {item.isDefaultVersion && <Badge color="green">{t.policies.default}</Badge>}
                            </SpaceBetween>
                          ),
                        },
                        { id: 'created', header: t.created, cell: (item) => date(item.createDate) },
                        {
                          id: 'actions',
                          header: t.actions,
                          cell: (item) => (
                            <SpaceBetween direction="horizontal" size="m">
                              <Button variant="inline-link" ariaLabel={`${t.policies.document} ${item.versionId}`} onClick={() => setQuery({ tab: 'document', version: item.versionId! })}>
                                {t.policies.document}
                              </Button>
                              {!item.isDefaultVersion && (
                                <Button
                                  variant="inline-link"
                                  ariaLabel={`${t.policies.setDefault}: ${item.versionId}`}
                                  onClick={() =>
                                    void setDefault.run(async () => {
                                      await iot.send(
                                        new SetDefaultPolicyVersionCommand({ policyName: name, policyVersionId: item.versionId }),
                                      );
                                      tell(t.policies.nowDefault(item.versionId!));
                                      reload();
                                    })
                                  }
                                >
                                  {t.policies.setDefault}
                                </Button>
                              )}
                              {!item.isDefaultVersion && (
                                <Button
                                  variant="inline-link"
                                  ariaLabel={`${t.policies.deleteVersion} ${item.versionId}`}
                                  onClick={() => setDeleting(item.versionId!)}
                                >
                                  {t.remove}
                                </Button>
                              )}
                            </SpaceBetween>
                          ),
                        },
                      ]}
                    />
                  </SpaceBetween>
                ),
              },
              {
                id: 'simulator',
                label: t.simulator.title,
                content: <Simulator policies={[{ name, document: document.value ?? '' }]} />,
              },
              {
                id: 'targets',
                label: `${t.policies.targets} (${targets.value?.length ?? '…'})`,
                content: (
                  <ListSection<string>
                    title={t.policies.targets}
                    load={targets}
                    name={(arn) => arn}
                    empty={{ title: t.policies.noTargets, hint: t.policies.noTargetsHint }}
                    columns={[
                      {
                        id: 'target',
                        header: t.certificates.one,
                        isRowHeader: true,
                        cell: (arn) =>
                          arn.includes(':cert/') ? (
                            <Link to={paths.certificate(idOf(arn))}>{shortId(idOf(arn))}</Link>
                          ) : (
                            <Box variant="span">{arn}</Box>
                          ),
                      },
                      { id: 'arn', header: t.arn, cell: (arn) => <Copyable text={arn} /> },
                    ]}
                  />
                ),
              },
            ]}
          />
        </>
      )}
    </DetailPage>
  );
}
