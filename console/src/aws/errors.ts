/** What went wrong, in the server's words. */
export interface Failure {
  /** AWS's name of the exception; empty when the server was not reached. */
  name: string;
  message: string;
  requestId: string | undefined;
  /** The keys are not (or no longer) those of this server. */
  signInAgain: boolean;
}

const OF_THE_KEY = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignatureException',
  'MissingAuthenticationTokenException',
]);

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { name: '', message: String(error), requestId: undefined, signInAgain: false };
  }
  // The browser's word for "nobody answers" is a TypeError.
  const reached = error.name !== 'TypeError' && error.name !== 'Error';
  const metadata = (error as { $metadata?: { requestId?: string } }).$metadata;
  return {
    name: reached ? error.name : '',
    message: error.message,
    requestId: metadata?.requestId,
    signInAgain: OF_THE_KEY.has(error.name),
  };
}

export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError;
}

export function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
