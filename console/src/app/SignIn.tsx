import { DescribeEndpointCommand } from '@aws-sdk/client-iot';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useEffect, useState } from 'react';
import { connect } from '../aws/clients';
import { Failed } from '../components/Failed';
import { Snippet } from '../components/Copyable';
import { useT } from '../i18n';
import { useAction } from '../lib/load';
import { PreferenceButtons } from './PreferenceButtons';
import type { Installation, Session } from './session';

/** With `--any-credentials` a key of twelve digits names its account. */
function accountOf(accessKeyId: string, installation: Installation): string {
  return /^\d{12}$/.test(accessKeyId) ? accessKeyId : installation.account;
}

export function SignIn({
  installation,
  linkFailed,
  onSignIn,
}: {
  installation: Installation;
  linkFailed: boolean;
  onSignIn: (session: Session) => void;
}) {
  const t = useT();
  const [accessKeyId, setAccessKeyId] = useState('');
  const [secretAccessKey, setSecretAccessKey] = useState('');
  const [region, setRegion] = useState(installation.region);
  const [tried, setTried] = useState(false);
  const check = useAction();
  useEffect(() => {
    document.title = t.signIn.title;
  }, [t]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const id = accessKeyId.trim();
    const secret = secretAccessKey.trim();
    if (id === '' || secret === '' || region.trim() === '') {
      return;
    }
    void check.run(async () => {
      const session = { accessKeyId: id, secretAccessKey: secret, region: region.trim(), account: accountOf(id, installation) };
      // Any call would do; this one needs nothing to exist.
      await connect(session, installation).iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }));
      onSignIn(session);
    });
  };
  const missing = (value: string) => (tried && value.trim() === '' ? t.signIn.required : undefined);

  return (
    <div className="sign-in">
      <header className="brand">
        <img src="/console/icon.svg" alt="" />
        <Box variant="p" color="text-body-secondary">
          {t.signIn.subtitle}
        </Box>
      </header>
      <main>
        <SpaceBetween size="l">
          {linkFailed && (
            <Alert type="warning" header={t.signIn.linkTitle}>
              {t.signIn.linkFailed}
            </Alert>
          )}
          <form onSubmit={submit}>
            <Form
              actions={
                <Button variant="primary" formAction="submit" loading={check.busy}>
                  {t.signIn.submit}
                </Button>
              }
            >
              <Container
                header={
                  <Header variant="h1" description={t.signIn.hint}>
                    {t.signIn.title}
                  </Header>
                }
              >
                <SpaceBetween size="m">
                  <FormField label={t.signIn.accessKeyId} errorText={missing(accessKeyId)}>
                    <Input
                      value={accessKeyId}
                      onChange={(event) => setAccessKeyId(event.detail.value)}
                      autoFocus
                      autoComplete="username"
                      spellcheck={false}
                    />
                  </FormField>
                  <FormField label={t.signIn.secretAccessKey} errorText={missing(secretAccessKey)}>
                    <Input
                      value={secretAccessKey}
                      onChange={(event) => setSecretAccessKey(event.detail.value)}
                      type="password"
                      autoComplete="current-password"
                    />
                  </FormField>
                  <FormField label={t.signIn.region} errorText={missing(region)}>
                    <Input value={region} onChange={(event) => setRegion(event.detail.value)} spellcheck={false} />
                  </FormField>
                  <Failed error={check.error} />
                  <ExpandableSection headerText={t.signIn.where}>
                    <SpaceBetween size="xs">
                      <Box variant="p">{t.signIn.whereText}</Box>
                      <Snippet code="./mooring env" label="./mooring env" />
                    </SpaceBetween>
                  </ExpandableSection>
                </SpaceBetween>
              </Container>
            </Form>
          </form>
          <PreferenceButtons />
        </SpaceBetween>
      </main>
    </div>
  );
}
