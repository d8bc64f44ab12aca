import type { CreateKeysAndCertificateCommandOutput } from '@aws-sdk/client-iot';
import { CreateKeysAndCertificateCommand, type IoTClient } from '@aws-sdk/client-iot';

/** A new certificate with its keys: the private one exists in this page only. */
export interface NewCertificate {
  id: string;
  arn: string;
  pem: string;
  privateKey: string;
  publicKey: string;
}

export async function createCertificate(iot: IoTClient): Promise<NewCertificate> {
  const made: CreateKeysAndCertificateCommandOutput = await iot.send(new CreateKeysAndCertificateCommand({ setAsActive: true }));
  return {
    id: made.certificateId!,
    arn: made.certificateArn!,
    pem: made.certificatePem!,
    privateKey: made.keyPair!.PrivateKey!,
    publicKey: made.keyPair!.PublicKey!,
  };
}

export async function fetchRootCa(): Promise<string> {
  const response = await fetch('/console/root-ca.pem');
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  return response.text();
}
