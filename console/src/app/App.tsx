import { useCallback, useEffect, useState } from 'react';
import { AwsContext, connect } from '../aws/clients';
import { Failed } from '../components/Failed';
import { useLoad } from '../lib/load';
import { FlashProvider } from './flash';
import { fetchInstallation, type Installation, keepSession, redeem, restoreSession, type Session, takeToken } from './session';
import { Shell } from './Shell';
import { SignIn } from './SignIn';
import { SignOutContext } from './signOut';

// Before anything is drawn: the token must not stay in the address.
const token = takeToken();

/** Nothing but the sign-in is shown to whoever is not signed in. */
export function App() {
  const [session, setSession] = useState<Session | undefined>(() => (token === undefined ? restoreSession() : undefined));
  const [redeeming, setRedeeming] = useState(token !== undefined);
  const [linkFailed, setLinkFailed] = useState(false);
  const installation = useLoad(fetchInstallation, []);

  const signIn = useCallback((signedIn: Session) => {
    keepSession(signedIn);
    setLinkFailed(false);
    setSession(signedIn);
  }, []);
  const signOut = useCallback(() => {
    keepSession(undefined);
    setSession(undefined);
  }, []);

  useEffect(() => {
    if (token === undefined) {
      return;
    }
    redeem(token)
      .then(signIn, () => {
        // An old link in a tab that is signed in already does no harm.
        const before = restoreSession();
        if (before) {
          setSession(before);
        } else {
          setLinkFailed(true);
        }
      })
      .finally(() => setRedeeming(false));
  }, [signIn]);

  if (installation.error !== undefined) {
    return (
      <div className="sign-in">
        <main>
          <Failed error={installation.error} onRetry={installation.reload} />
        </main>
      </div>
    );
  }
  if (!installation.value || redeeming) {
    return null;
  }
  if (!session) {
    return <SignIn installation={installation.value} linkFailed={linkFailed} onSignIn={signIn} />;
  }
  return (
    <SignOutContext.Provider value={signOut}>
      <Connected session={session} installation={installation.value} />
    </SignOutContext.Provider>
  );
}

function Connected({ session, installation }: { session: Session; installation: Installation }) {
  const [aws] = useState(() => connect(session, installation));
  return (
    <AwsContext.Provider value={aws}>
      <FlashProvider>
        <Shell />
      </FlashProvider>
    </AwsContext.Provider>
  );
}
