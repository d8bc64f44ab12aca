import { useT } from '../../i18n';

/** What an operator may turn a certificate into, and what that does to its devices. */
export function useStatusChanges(): { id: 'ACTIVE' | 'INACTIVE' | 'REVOKED'; text: string; hint?: string }[] {
  const t = useT();
  return [
    { id: 'ACTIVE', text: t.certificates.activate },
    { id: 'INACTIVE', text: t.certificates.deactivate, hint: t.certificates.deactivateHint },
    { id: 'REVOKED', text: t.certificates.revoke, hint: t.certificates.deactivateHint },
  ];
}
