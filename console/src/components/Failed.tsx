import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useContext } from 'react';
import { SignOutContext } from '../app/signOut';
import { failureOf, isUnreachable } from '../aws/errors';
import { useT } from '../i18n';

/** What went wrong, in the server's own words, and what can be done. Empty when nothing did. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT();
  const signOut = useContext(SignOutContext);
  if (error === undefined) {
    return null;
  }
  const failure = failureOf(error);
  const action = failure.signInAgain ? (
    <Button onClick={signOut}>{t.errors.signInAgain}</Button>
  ) : onRetry ? (
    <Button onClick={onRetry} iconName="refresh">
      {t.retry}
    </Button>
  ) : undefined;
  return (
    <Alert type="error" header={failure.name || t.errors.title} action={action}>
      <span className="server-words">{isUnreachable(error) ? t.errors.unreachable : failure.message}</span>
      {failure.requestId && <div className="aside">{t.errors.request(failure.requestId)}</div>}
    </Alert>
  );
}
