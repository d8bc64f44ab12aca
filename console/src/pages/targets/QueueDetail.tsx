import { DeleteQueueCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useState } from 'react';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { ConfirmModal } from '../../components/ConfirmModal';
import { Copyable } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { Link } from '../../components/Link';
import { Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { usePoll } from '../../lib/poll';
import { Figures } from '../../components/Figures';
import { Peek } from './Peek';
import { type Queue, queueByName } from './queues';
import { SendForm } from './SendForm';

const EVERY_MILLIS = 2000;

export default function QueueDetail({ name }: { name: string }) {
  const t = useT();
  const words = t.targets.queues;
  const sqs = useAws().client(SQSClient);
  const { tell } = useFlash();
  const [purging, setPurging] = useState(false);
  const queue = useLoad(() => queueByName(sqs, name), [sqs, name]);
  return (
    <DetailPage
      name={name}
      words={words}
      listPath={paths.queues}
      load={queue}
      actions={
        <Button disabled={!queue.value} onClick={() => setPurging(true)}>
          {words.purge}
        </Button>
      }
      remove={async () => sqs.send(new DeleteQueueCommand({ QueueUrl: queue.value!.url }))}
      dialogs={
        purging && (
          <ConfirmModal
            title={words.purgeTitle(name)}
            confirm={words.purge}
            warning={`${words.purgeHint} ${t.confirm.permanent}`}
            onClose={() => setPurging(false)}
            onConfirm={async () => {
              await sqs.send(new PurgeQueueCommand({ QueueUrl: queue.value!.url }));
              tell(words.purged(name));
            }}
          />
        )
      }
    >
      {(value) => (
        <>
          <Depths queue={value} />
          <Details queue={value} />
          <Peek queue={value} />
          <Send queue={value} />
        </>
      )}
    </DetailPage>
  );
}

function Depths({ queue }: { queue: Queue }) {
  const t = useT();
  const words = t.targets.queues;
  const sqs = useAws().client(SQSClient);
  const now = usePoll(() => queueByName(sqs, queue.name), EVERY_MILLIS, [sqs, queue.name]).value ?? queue;
  return (
    <Figures
      title={t.mqtt.messages}
      figures={[
        { label: words.waiting, value: now.waiting },
        { label: words.inFlight, value: now.inFlight },
        { label: words.delayed, value: now.delayed },
      ]}
    />
  );
}

function Details({ queue }: { queue: Queue }) {
  const t = useT();
  const words = t.targets.queues;
  const date = useFormatDate();
  return (
    <Section title={t.details}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: words.url, value: <Copyable text={queue.url} /> },
          { label: t.arn, value: <Copyable text={queue.arn} /> },
          { label: words.kind, value: queue.fifo ? 'FIFO' : words.standard },
          { label: words.visibility, value: t.functions.seconds(queue.visibilitySeconds) },
          { label: words.retention, value: t.targets.logs.days(Math.round(queue.retentionSeconds / 8640) / 10) },
          {
            label: words.deadLetters,
            value: queue.redrive ? (
              <>
                <Link to={paths.queue(queue.redrive.queueName)}>{queue.redrive.queueName}</Link> {words.receives(queue.redrive.maxReceives)}
              </>
            ) : (
              words.noDeadLetters
            ),
          },
          { label: t.created, value: date(queue.created) },
        ]}
      />
    </Section>
  );
}

function Send({ queue }: { queue: Queue }) {
  const t = useT();
  const words = t.targets.queues;
  const sqs = useAws().client(SQSClient);
  const [group, setGroup] = useState('test');
  return (
    <SendForm
      title={words.send}
      description={words.sendText}
      label={words.body}
      submit={words.sendButton}
      send={async (body) => {
        await sqs.send(
          new SendMessageCommand({
            QueueUrl: queue.url,
            MessageBody: body,
            // The same text is to arrive each time it is sent.
            ...(queue.fifo ? { MessageGroupId: group, MessageDeduplicationId: `${Date.now()}-${Math.random()}` } : {}),
          }),
        );
        return words.sentFlash;
      }}
    >
      {queue.fifo && (
        <FormField label={words.group}>
          <Input value={group} onChange={(event) => setGroup(event.detail.value)} spellcheck={false} />
        </FormField>
      )}
    </SendForm>
  );
}
