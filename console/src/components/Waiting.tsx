import Spinner from '@cloudscape-design/components/spinner';
import { useT } from '../i18n';

export function Waiting() {
  const t = useT();
  return (
    <div className="waiting" role="status">
      <Spinner size="large" />
      <span className="unseen">{t.loading}</span>
    </div>
  );
}
