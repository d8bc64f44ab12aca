import { DescribeEndpointCommand, ListCertificatesCommand, ListPoliciesCommand, ListThingsCommand, ListTopicRulesCommand } from '@aws-sdk/client-iot';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Grid from '@cloudscape-design/components/grid';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Popover from '@cloudscape-design/components/popover';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { paths } from '../app/paths';
import { clientEvents, isRefusal } from '../aws/clientEvents';
import { useAws } from '../aws/clients';
import { failureOf } from '../aws/errors';
import { Copyable, Snippet } from '../components/Copyable';
import { EventTable } from '../components/EventTable';
import { Link, LinkButton } from '../components/Link';
import { Page } from '../components/Page';
import { Section } from '../components/Section';
import { useT } from '../i18n';
import { useLoad } from '../lib/load';
import { usePoll } from '../lib/poll';

/** Looking at more than this for a number would take longer than the number is worth. */
const COUNTED = 250;
const SHOWN_REFUSALS = 5;

interface Count {
  found: unknown[] | undefined;
  more: unknown;
}

export default function Dashboard() {
  const t = useT();
  const { iot, lambda, mooring, installation, session } = useAws();
  const things = useLoad(
    () => iot.send(new ListThingsCommand({ maxResults: COUNTED })).then((page) => ({ found: page.things, more: page.nextToken })),
    [iot],
  );
  const endpoint = useLoad(() => iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' })), [iot]);
  const events = usePoll((signal) => clientEvents(mooring, {}, signal), 5000, [mooring]);
  const host = endpoint.value?.endpointAddress ?? location.hostname;
  return (
    <Page title={t.dashboard.title} description={t.dashboard.subtitle} parents={[]}>
      {things.value?.found?.length === 0 && (
        <Section title={t.dashboard.first} actions={<LinkButton to={paths.start} variant="primary">{t.dashboard.startButton}</LinkButton>}>
          <Box variant="p">{t.dashboard.firstText}</Box>
        </Section>
      )}
      <Section title={t.dashboard.resources}>
        <ColumnLayout columns={5} variant="text-grid" minColumnWidth={130}>
          <Tile title={t.shell.things} to={paths.things} load={things} />
          <Counter
            title={t.shell.certificates}
            to={paths.certificates}
            fetch={() => iot.send(new ListCertificatesCommand({ pageSize: COUNTED })).then((page) => ({ found: page.certificates, more: page.nextMarker }))}
          />
          <Counter
            title={t.shell.policies}
            to={paths.policies}
            fetch={() => iot.send(new ListPoliciesCommand({ pageSize: COUNTED })).then((page) => ({ found: page.policies, more: page.nextMarker }))}
          />
          <Counter
            title={t.shell.rules}
            to={paths.rules}
            fetch={() => iot.send(new ListTopicRulesCommand({ maxResults: COUNTED })).then((page) => ({ found: page.rules, more: page.nextToken }))}
          />
          <Counter
            title={t.shell.functions}
            to={paths.functions}
            fetch={() => lambda.send(new ListFunctionsCommand({ MaxItems: 50 })).then((page) => ({ found: page.Functions, more: page.NextMarker }))}
          />
        </ColumnLayout>
      </Section>
      <Grid gridDefinition={[{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }]}>
        <Section
          title={t.dashboard.endpoints}
          actions={
            <Button href="/console/root-ca.pem" download="Mooring-root-CA.pem" iconName="download">
              {t.dashboard.rootCaDownload}
            </Button>
          }
        >
          <KeyValuePairs
            columns={2}
            items={[
              { label: t.dashboard.mqtts, value: <Copyable text={`${host}:${installation.mqttsPort}`} /> },
              { label: t.dashboard.https, value: <Copyable text={`${host}:${installation.httpsPort}`} /> },
              { label: t.dashboard.api, value: <Copyable text={location.origin} /> },
              { label: t.shell.region, value: <Copyable text={session.region} /> },
              { label: t.shell.account, value: <Copyable text={session.account} /> },
            ]}
          />
        </Section>
        <Section title={t.dashboard.cli} description={t.dashboard.cliText}>
          <Snippet label={t.dashboard.cli} code={'eval "$(./mooring env)"\naws iot list-things'} />
        </Section>
      </Grid>
      <EventTable
        title={t.dashboard.refusals}
        events={events.value?.filter(isRefusal).slice(-SHOWN_REFUSALS) ?? (events.error === undefined ? undefined : [])}
        actions={<LinkButton to={paths.monitor}>{t.monitor.title}</LinkButton>}
      />
    </Page>
  );
}

function Counter({ title, to, fetch }: { title: string; to: string; fetch: () => Promise<Count> }) {
  return <Tile title={title} to={to} load={useLoad(fetch, [])} />;
}

function Tile({ title, to, load }: { title: string; to: string; load: { value: Count | undefined; error: unknown } }) {
  const t = useT();
  return (
    <div>
      <Box variant="awsui-key-label">{title}</Box>
      {load.error !== undefined ? (
        <Popover content={failureOf(load.error).message}>
          <StatusIndicator type="error">{t.dashboard.failed}</StatusIndicator>
        </Popover>
      ) : load.value === undefined ? (
        <Spinner />
      ) : (
        <Link to={to} fontSize="display-l" ariaLabel={`${title}: ${load.value.found?.length ?? 0}`}>
          {`${load.value.found?.length ?? 0}${load.value.more ? '+' : ''}`}
        </Link>
      )}
    </div>
  );
}
