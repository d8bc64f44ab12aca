import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useAws } from '../../aws/clients';
import { useFormatDate, useT } from '../../i18n';
import { useAction } from '../../lib/load';
import type { Queue } from './queues';
import { RecordTable } from './RecordTable';

/** What SQS gives at most for one request. */
const MOST = 10;

/** Messages that wait, looked at and left. Only when asked: a look is a receive to the queue. */
export function Peek({ queue }: { queue: Queue }) {
  const t = useT();
  const words = t.targets.queues;
  const date = useFormatDate();
  const sqs = useAws().client(SQSClient);
  const [messages, setMessages] = useState<Message[]>();
  const looking = useAction();
  const look = async () => {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queue.url,
        MaxNumberOfMessages: MOST,
        VisibilityTimeout: 0,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    setMessages(Messages ?? []);
  };
  const attribute = (message: Message, name: string) => (message.Attributes as Record<string, string> | undefined)?.[name];
  return (
    <RecordTable<Message>
      title={words.peek}
      description={words.peekText}
      notice={queue.redrive && <Alert type="warning">{words.peekCounts(queue.redrive.maxReceives)}</Alert>}
      records={messages}
      error={looking.error}
      loading={looking.busy}
      id={(message) => message.MessageId!}
      bytes={(message) => new TextEncoder().encode(message.Body ?? '')}
      actions={
        <Button loading={looking.busy} iconName="search" onClick={() => void looking.run(look)}>
          {words.peekButton}
        </Button>
      }
      columns={[
        { id: 'sent', header: words.sent, cell: (message) => date(new Date(Number(attribute(message, 'SentTimestamp')))), width: 200 },
        { id: 'received', header: words.timesReceived, cell: (message) => attribute(message, 'ApproximateReceiveCount'), width: 110 },
        ...(queue.fifo ? [{ id: 'group', header: words.group, cell: (message: Message) => attribute(message, 'MessageGroupId'), width: 160 }] : []),
      ]}
      details={(message) => [
        { label: words.id, value: message.MessageId },
        ...Object.entries(message.MessageAttributes ?? {}).map(([label, value]) => ({ label, value: value.StringValue ?? value.DataType })),
      ]}
      notYet={{ title: words.notLooked, hint: words.notLookedHint }}
      empty={{ title: words.noMessages, hint: words.noMessagesHint }}
    />
  );
}
