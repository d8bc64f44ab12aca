import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useT } from '../../i18n';

export function CertificateStatus({ status }: { status: string | undefined }) {
  const t = useT();
  switch (status) {
    case 'ACTIVE':
      return <StatusIndicator type="success">{t.certificates.active}</StatusIndicator>;
    case 'INACTIVE':
      return <StatusIndicator type="stopped">{t.certificates.inactive}</StatusIndicator>;
    case 'REVOKED':
      return <StatusIndicator type="error">{t.certificates.revoked}</StatusIndicator>;
    default:
      return <StatusIndicator type="info">{t.certificates.other(status ?? '–')}</StatusIndicator>;
  }
}
