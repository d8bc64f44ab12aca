import { paths } from '../app/paths';
import { LinkButton } from '../components/Link';
import { Page } from '../components/Page';
import { useT } from '../i18n';

export function NotFound() {
  const t = useT();
  return (
    <Page title={t.notFound.title} description={t.notFound.hint} parents={[{ text: t.product, to: paths.dashboard }]}>
      <div>
        <LinkButton to={paths.dashboard}>{t.notFound.home}</LinkButton>
      </div>
    </Page>
  );
}
