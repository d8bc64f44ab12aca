import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { Failed } from '../../components/Failed';
import { useT } from '../../i18n';
import { download, fileStem } from '../../lib/download';
import { useAction } from '../../lib/load';
import { fetchRootCa, type NewCertificate } from './keys';

/** The files of a new certificate, each with a button. */
export function KeyFiles({ certificate, stem, onKeySaved }: { certificate: NewCertificate; stem: string; onKeySaved: () => void }) {
  const t = useT();
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set());
  const fetching = useAction();
  const name = fileStem(stem);
  const files = [
    { label: t.certificates.certificateFile, name: `${name}.certificate.pem`, content: async () => certificate.pem },
    { label: t.certificates.privateKeyFile, name: `${name}.private.key`, content: async () => certificate.privateKey, key: true },
    { label: t.certificates.publicKeyFile, name: `${name}.public.key`, content: async () => certificate.publicKey },
    { label: t.certificates.rootCaFile, name: 'root-CA.pem', content: fetchRootCa },
  ];
  return (
    <>
      <Failed error={fetching.error} />
      <table className="files">
        <tbody>
          {files.map((file) => (
            <tr key={file.name}>
              <th scope="row">{file.label}</th>
              <td>
                <code>{file.name}</code>
              </td>
              <td>
                <Button
                  iconName="download"
                  ariaLabel={`${t.download}: ${file.label}`}
                  onClick={() =>
                    void fetching.run(async () => {
                      download(file.name, await file.content(), 'application/x-pem-file');
                      setSaved((before) => new Set(before).add(file.name));
                      if (file.key) {
                        onKeySaved();
                      }
                    })
                  }
                >
                  {t.download}
                </Button>
              </td>
              <td>{saved.has(file.name) && <StatusIndicator type="success">{t.certificates.downloaded}</StatusIndicator>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
