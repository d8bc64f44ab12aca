import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { useT } from '../i18n';
import type { Load } from '../lib/load';
import { Failed } from './Failed';
import { Waiting } from './Waiting';

/** The way from the dashboard to the page, told to the frame around it. */
export interface Crumb {
  text: string;
  to: string;
}

export const CrumbsContext = createContext<(crumbs: Crumb[]) => void>(() => {});

/** Names the page in the title of the window and in the breadcrumbs. */
export function usePageName(title: string, parents: Crumb[]): void {
  const t = useT();
  const setCrumbs = useContext(CrumbsContext);
  const way = JSON.stringify(parents);
  useEffect(() => {
    document.title = `${title} · ${t.product}`;
    setCrumbs([...(JSON.parse(way) as Crumb[]), { text: title, to: '' }]);
  }, [title, way, t, setCrumbs]);
}

export function Page({
  title,
  description,
  parents,
  actions,
  children,
}: {
  title: string;
  description?: ReactNode;
  parents: Crumb[];
  actions?: ReactNode;
  children: ReactNode;
}) {
  usePageName(title, parents);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description} actions={actions}>
          <span className="page-title">{title}</span>
        </Header>
      }
    >
      <SpaceBetween size="l">{children}</SpaceBetween>
    </ContentLayout>
  );
}

/** Shows what was fetched; before that, that it is on its way; or why it did not come. */
export function Loaded<T>({ load, children }: { load: Load<T>; children: (value: T) => ReactNode }) {
  if (load.error !== undefined) {
    return <Failed error={load.error} onRetry={load.reload} />;
  }
  if (load.value === undefined) {
    return <Waiting />;
  }
  return <div className="stack">{children(load.value)}</div>;
}
