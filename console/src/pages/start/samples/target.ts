/** What a program must know to speak as one thing. */
export interface Target {
  thing: string;
  host: string;
  port: number;
  topic: string;
}

/** Names of the files beside the samples. */
export const FILES = { certificate: 'certificate.pem', key: 'private.key', rootCa: 'root-CA.pem' } as const;

/** In single quotes for a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
