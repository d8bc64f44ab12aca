import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useT } from '../i18n';
import { useAction } from '../lib/load';
import { Failed } from './Failed';
import { LinkButton } from './Link';
import { type Crumb, Page } from './Page';

/** A form on a page of its own. Its last parent is where Cancel goes. */
export function CreatePage({
  title,
  description,
  parents,
  valid,
  onTry,
  create,
  submit,
  cancelTo,
  children,
}: {
  title: string;
  description?: string;
  parents: Crumb[];
  valid: boolean;
  /** Called before anything is done, so that the form shows what is missing. */
  onTry: () => void;
  create: () => Promise<void>;
  submit?: string;
  cancelTo?: string;
  children: ReactNode;
}) {
  const t = useT();
  const action = useAction();
  return (
    <Page title={title} description={description} parents={parents}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onTry();
          if (valid && !action.busy) {
            void action.run(create);
          }
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <LinkButton to={cancelTo ?? parents[parents.length - 1]!.to} variant="link" formAction="none">
                {t.cancel}
              </LinkButton>
              <Button variant="primary" formAction="submit" loading={action.busy}>
                {submit ?? title}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            {children}
            <Failed error={action.error} />
          </SpaceBetween>
        </Form>
      </form>
    </Page>
  );
}
