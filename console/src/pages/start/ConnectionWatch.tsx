import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { Link } from '../../components/Link';
import { Failed } from '../../components/Failed';
import { paths } from '../../app/paths';
import { useFormatDate, useT } from '../../i18n';
import { type DeviceEvent, useDeviceEvents, type Watched } from './deviceEvents';

/** Watches for a device, and says what happens to it while the user looks at its terminal. */
export function ConnectionWatch({ watched }: { watched: Watched }) {
  const t = useT();
  const { clientId, topic } = watched;
  const { events, error } = useDeviceEvents(watched);
  const last = (...kinds: DeviceEvent['kind'][]) => events.findLast((event) => kinds.includes(event.kind));
  const connected = last('connected', 'disconnected')?.kind === 'connected';
  const refusal = last('refused', 'connected', 'message');
  return (
    <div aria-live="polite" data-testid="connection-watch">
      <SpaceBetween size="s">
        {refusal?.kind === 'refused' && (
          <Alert type="error" header={t.watch.refused}>
            <span className="server-words">{refusal.text}</span>
            {refusal.next && <div className="server-words next">→ {refusal.next}</div>}
          </Alert>
        )}
        {connected ? (
          <Alert type="success" header={t.watch.connected(clientId)}>
            {last('message') ? t.watch.works : t.watch.noMessageYet(topic)}
          </Alert>
        ) : (
          <Box>
            <StatusIndicator type="in-progress">{t.watch.waiting(clientId)}</StatusIndicator>
          </Box>
        )}
        <Failed error={error} />
        {events.length > 0 && <Events events={events} told={refusal?.kind === 'refused' ? refusal : undefined} />}
        {connected && (
          <SpaceBetween direction="horizontal" size="l">
            <Link to={paths.mqtt}>{t.watch.openClient}</Link>
            <Link to={paths.newRule}>{t.start.nextRule}</Link>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </div>
  );
}

function Events({ events, told }: { events: readonly DeviceEvent[]; told: DeviceEvent | undefined }) {
  const t = useT();
  const date = useFormatDate();
  return (
    <ol className="events">
      {events.map((event) => (
        <li key={event.id}>
          <StatusIndicator type={event.kind === 'refused' ? 'error' : event.kind === 'disconnected' ? 'stopped' : 'success'}>
            {t.watch.kinds[event.kind]}
          </StatusIndicator>{' '}
          <span className="aside">{date(new Date(event.at))}</span>
          {event.text && event !== told && <div className="server-words fixed">{event.text}</div>}
        </li>
      ))}
    </ol>
  );
}
