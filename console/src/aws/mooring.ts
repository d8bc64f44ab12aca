import { Sha256Js } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Session } from '../app/session';

/** Mooring's own operations: JSON in and out (the metrics are text), signed like AWS's. */
export type CallMooring = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, options?: CallOptions) => Promise<T>;

export interface CallOptions {
  query?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}

/** A refusal, in the same form as those of the AWS SDK. `details` are members beside the message. */
export class MooringError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly $metadata: { requestId: string | undefined },
    readonly details: Record<string, unknown>,
  ) {
    super(message);
  }
}

export function signer(session: Session, service: string): SignatureV4 {
  return new SignatureV4({
    service,
    region: session.region,
    credentials: { accessKeyId: session.accessKeyId, secretAccessKey: session.secretAccessKey },
    // Not the browser's own: that one is missing from pages that come over plain HTTP from another machine.
    sha256: Sha256Js,
  });
}

export function connectMooring(session: Session): CallMooring {
  const signature = signer(session, 'iot');
  return async <T>(method: string, path: string, { query = {}, body, signal }: CallOptions = {}) => {
    const signed = await signature.sign({
      method,
      protocol: location.protocol,
      hostname: location.hostname,
      path,
      query,
      headers: { host: location.host, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { host: _, ...headers } = signed.headers;
    const search = new URLSearchParams(query).toString().replaceAll('+', '%20');
    const response = await fetch(path + (search && `?${search}`), {
      method,
      headers,
      ...(signed.body === undefined ? {} : { body: signed.body as string }),
      ...(signal ? { signal } : {}),
    });
    if (response.ok && !response.headers.get('content-type')?.startsWith('application/json')) {
      return (await response.text()) as T;
    }
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) {
      throw new MooringError(
        response.headers.get('x-amzn-errortype')?.split(':')[0] ?? `HTTP ${response.status}`,
        String(answer.message ?? response.statusText),
        { requestId: response.headers.get('x-amzn-requestid') ?? undefined },
        answer,
      );
    }
    return answer as T;
  };
}
