import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Failed } from '../../components/Failed';
import { useT } from '../../i18n';
import { download, fileStem } from '../../lib/download';
import { useAction } from '../../lib/load';
import { zip } from '../../lib/zip';
import { KeyFiles } from '../certificates/KeyFiles';
import { fetchRootCa, type NewCertificate } from '../certificates/keys';
import { connectionKit } from './kit';
import type { Target } from './samples/target';

export function CertificateStep({
  target,
  certificate,
  onCreate,
  onKeySaved,
}: {
  target: Target;
  certificate: NewCertificate | undefined;
  onCreate: () => Promise<void>;
  onKeySaved: () => void;
}) {
  const t = useT();
  const creating = useAction();
  const packing = useAction();
  return (
    <Container>
      <SpaceBetween size="l">
        {certificate === undefined ? (
          <SpaceBetween size="l">
            <Box variant="p">{t.certificates.createText}</Box>
            <Button variant="primary" loading={creating.busy} onClick={() => void creating.run(onCreate)}>
              {t.start.certificateMake}
            </Button>
          </SpaceBetween>
        ) : (
          <SpaceBetween size="l">
            <Alert type="success" header={t.start.certificateDone}>
              {t.certificates.keysText}
            </Alert>
            <SpaceBetween size="xs">
              <Button
                variant="primary"
                iconName="download"
                loading={packing.busy}
                onClick={() =>
                  void packing.run(async () => {
                    const entries = connectionKit(target, {
                      certificate: certificate.pem,
                      key: certificate.privateKey,
                      rootCa: await fetchRootCa(),
                    });
                    download(`${fileStem(target.thing)}-kit.zip`, zip(entries, new Date()), 'application/zip');
                    onKeySaved();
                  })
                }
              >
                {t.start.kit}
              </Button>
              <Box color="text-body-secondary">{t.start.kitText}</Box>
            </SpaceBetween>
            <ExpandableSection headerText={t.start.files}>
              <KeyFiles certificate={certificate} stem={target.thing} onKeySaved={onKeySaved} />
            </ExpandableSection>
          </SpaceBetween>
        )}
        <Failed error={creating.error ?? packing.error} />
      </SpaceBetween>
    </Container>
  );
}
