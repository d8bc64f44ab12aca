/** Who is signed in. Kept for this browser tab only. */
export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  account: string;
}

/** What the server says of itself to everybody; nothing in it is a secret. */
export interface Installation {
  region: string;
  account: string;
  mqttsPort: number;
  httpsPort: number;
  rootCaPath: string;
}

const KEY = 'mooring.session';

export function restoreSession(): Session | undefined {
  const stored = sessionStorage.getItem(KEY);
  return stored === null ? undefined : (JSON.parse(stored) as Session);
}

export function keepSession(session: Session | undefined): void {
  if (session) {
    sessionStorage.setItem(KEY, JSON.stringify(session));
  } else {
    sessionStorage.removeItem(KEY);
  }
}

export async function fetchInstallation(): Promise<Installation> {
  const response = await fetch('/console/config.json');
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  return (await response.json()) as Installation;
}

/** The token of a one-time link. It is taken out of the address, so that it stays in no history. */
export function takeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  if (token !== undefined) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return token;
}

/** @throws when the link was used before, or is too old */
export async function redeem(token: string): Promise<Session> {
  const response = await fetch('/console/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const body = (await response.json()) as Session & { message?: string };
  if (!response.ok) {
    throw new Error(body.message ?? response.statusText);
  }
  return body;
}
