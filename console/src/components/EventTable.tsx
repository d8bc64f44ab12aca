import Header from '@cloudscape-design/components/header';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { ClientEvent } from '../aws/clientEvents';
import { useFormatDate, useT } from '../i18n';
import { Empty } from './ResourceTable';

const LOOKS: Record<ClientEvent['kind'], StatusIndicatorProps.Type> = { CONNECTED: 'success', REFUSED: 'error', DENIED: 'error', DROPPED: 'warning', CLOSED: 'stopped' };

/** What happened to clients, the newest first, each with its reason in the words of the server. */
export function EventTable({ events, title, description, actions }: { events: readonly ClientEvent[] | undefined; title: string; description?: string; actions?: ReactNode }) {
  const t = useT();
  const date = useFormatDate();
  return (
    <Table<ClientEvent>
      items={(events ?? []).toReversed()}
      loading={events === undefined}
      loadingText={t.loading}
      wrapLines
      ariaLabels={{ tableLabel: title }}
      header={
        <Header variant="h2" description={description} actions={actions} counter={events && `(${events.length})`}>
          {title}
        </Header>
      }
      columnDefinitions={[
        { id: 'time', header: t.events.time, cell: (event) => date(new Date(event.time)), width: 200 },
        { id: 'kind', header: t.events.kind, cell: (event) => <StatusIndicator type={LOOKS[event.kind]}>{t.events.kinds[event.kind]}</StatusIndicator>, width: 140 },
        { id: 'client', header: t.events.client, isRowHeader: true, cell: (event) => event.clientId || event.address, width: 180 },
        { id: 'why', header: t.events.why, cell: (event) => <Why event={event} /> },
      ]}
      empty={<Empty title={t.events.none} hint={t.events.noneHint} />}
    />
  );
}

function Why({ event }: { event: ClientEvent }) {
  return (
    <>
      <span className="server-words">{event.text}</span>
      {event.next && <div className="server-words aside">→ {event.next}</div>}
    </>
  );
}
