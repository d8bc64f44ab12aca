import AppLayout from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Flashbar from '@cloudscape-design/components/flashbar';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import { Suspense, useContext, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useAws } from '../aws/clients';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { type Crumb, CrumbsContext } from '../components/Page';
import { Waiting } from '../components/Waiting';
import { type Locale, type Theme, usePreferences } from '../i18n';
import { useFlash } from './flash';
import { paths } from './paths';
import { LANGUAGES, useThemes } from './PreferenceButtons';
import { Pages } from './routes';
import { SignOutContext } from './signOut';

const BASE = '/console';

/** The list that a page belongs to, for the navigation. */
const SECTIONS: Record<string, string> = {
  thing: paths.things,
  certificate: paths.certificates,
  policy: paths.policies,
  rule: paths.rules,
  function: paths.functions,
  queue: paths.queues,
  topic: paths.topics,
  table: paths.tables,
  bucket: paths.buckets,
  stream: paths.streams,
  'delivery-stream': paths.deliveryStreams,
  'state-machine': paths.machines,
  log: paths.logs,
};

function sectionOf(pathname: string): string {
  const first = pathname.split('/')[1] ?? '';
  return SECTIONS[first] ?? `/${first}`;
}

/** The frame around every page. */
export function Shell() {
  const { t } = usePreferences();
  const navigate = useNavigate();
  const location = useLocation();
  const flash = useFlash();
  const [crumbs, setCrumbs] = useState<Crumb[]>([]);
  const [open, setOpen] = useState(() => matchMedia('(min-width: 1000px)').matches);

  const go = (event: { preventDefault: () => void; detail: { href?: string; external?: boolean } }) => {
    const href = event.detail.href;
    if (href?.startsWith(BASE)) {
      event.preventDefault();
      void navigate(href.slice(BASE.length) || '/');
    }
  };
  const link = (text: string, to: string) => ({ type: 'link' as const, text, href: BASE + to });

  return (
    <>
      <TopBar go={go} />
      <AppLayout
        headerSelector="#top-bar"
        navigationOpen={open}
        onNavigationChange={(event) => setOpen(event.detail.open)}
        toolsHide
        ariaLabels={{
          navigation: t.shell.navigation,
          navigationToggle: t.shell.openNavigation,
          navigationClose: t.shell.closeNavigation,
          notifications: t.shell.notifications,
        }}
        navigation={
          <SideNavigation
            header={{ text: t.product, href: `${BASE}/` }}
            activeHref={BASE + sectionOf(location.pathname)}
            onFollow={go}
            items={[
              link(t.shell.dashboard, paths.dashboard),
              link(t.shell.start, paths.start),
              link(t.mqtt.title, paths.mqtt),
              link(t.monitor.title, paths.monitor),
              { type: 'section', text: t.shell.manage, items: [link(t.shell.things, paths.things)] },
              {
                type: 'section',
                text: t.shell.security,
                items: [link(t.shell.certificates, paths.certificates), link(t.shell.policies, paths.policies)],
              },
              {
                type: 'section',
                text: t.shell.messages,
                items: [link(t.shell.rules, paths.rules), link(t.shell.functions, paths.functions)],
              },
              {
                type: 'section',
                text: t.targets.section,
                items: [
                  link(t.targets.queues.title, paths.queues),
                  link(t.targets.topics.title, paths.topics),
                  link(t.targets.tables.title, paths.tables),
                  link(t.targets.buckets.title, paths.buckets),
                  link(t.targets.streams.title, paths.streams),
                  link(t.targets.deliveryStreams.title, paths.deliveryStreams),
                  link(t.targets.machines.title, paths.machines),
                  link(t.targets.cloudWatch.title, paths.cloudWatch),
                  link(t.targets.logs.title, paths.logs),
                ],
              },
            ]}
          />
        }
        breadcrumbs={
          crumbs.length > 1 ? (
            <BreadcrumbGroup
              ariaLabel={t.shell.breadcrumbs}
              items={crumbs.map((crumb) => ({ text: crumb.text, href: BASE + crumb.to }))}
              onFollow={go}
            />
          ) : undefined
        }
        notifications={<Flashbar items={flash.items} />}
        content={
          <CrumbsContext.Provider value={setCrumbs}>
            <ErrorBoundary key={location.pathname}>
              <Suspense fallback={<Waiting />}>
                <Pages />
              </Suspense>
            </ErrorBoundary>
          </CrumbsContext.Provider>
        }
      />
    </>
  );
}

function TopBar({ go }: { go: (event: { preventDefault: () => void; detail: { href?: string } }) => void }) {
  const { t, locale, setLocale, setTheme } = usePreferences();
  const themes = useThemes();
  const { session } = useAws();
  const signOut = useContext(SignOutContext);
  return (
    <div id="top-bar">
      <TopNavigation
        identity={{
          href: `${BASE}/`,
          title: t.product,
          logo: { src: '/console/icon.svg', alt: t.shell.logo },
          onFollow: (event) => go({ preventDefault: () => event.preventDefault(), detail: { href: `${BASE}/` } }),
        }}
        utilities={[
          {
            type: 'menu-dropdown',
            text: LANGUAGES.find((language) => language.id === locale)!.text,
            ariaLabel: `${t.preferences.language}: ${LANGUAGES.find((language) => language.id === locale)!.text}`,
            items: [...LANGUAGES],
            onItemClick: (event) => setLocale(event.detail.id as Locale),
          },
          {
            type: 'menu-dropdown',
            text: t.preferences.theme,
            ariaLabel: t.preferences.theme,
            items: themes,
            onItemClick: (event) => setTheme(event.detail.id as Theme),
          },
          {
            type: 'menu-dropdown',
            text: session.region,
            description: `${t.shell.account} ${session.account}`,
            iconName: 'user-profile',
            items: [
              { id: 'key', text: session.accessKeyId, disabled: true },
              { id: 'out', text: t.shell.signOut },
            ],
            onItemClick: (event) => event.detail.id === 'out' && signOut(),
          },
        ]}
      />
    </div>
  );
}
