import { CreateQueueCommand, DeleteQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { useCallback } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Link } from '../../components/Link';
import { useT } from '../../i18n';
import { CreateModal } from './CreateModal';
import { type Queue, queueAt } from './queues';
import { TargetList } from './TargetList';

const PAGE = 25;

export default function QueueList() {
  const t = useT();
  const sqs = useAws().client(SQSClient);
  const words = t.targets.queues;
  const fetch = useCallback(
    async (NextToken: string | undefined) => {
      const page = await sqs.send(new ListQueuesCommand({ NextToken, MaxResults: PAGE }));
      return { items: await Promise.all((page.QueueUrls ?? []).map((url) => queueAt(sqs, url))), next: page.NextToken };
    },
    [sqs],
  );
  return (
    <TargetList<Queue>
      words={words}
      fetch={fetch}
      name={(queue) => queue.name}
      columns={[
        { id: 'name', header: t.name, isRowHeader: true, cell: (queue) => <Link to={paths.queue(queue.name)}>{queue.name}</Link> },
        { id: 'kind', header: words.kind, cell: (queue) => (queue.fifo ? 'FIFO' : words.standard) },
        { id: 'waiting', header: words.waiting, cell: (queue) => queue.waiting },
        { id: 'flight', header: words.inFlight, cell: (queue) => queue.inFlight },
        { id: 'delayed', header: words.delayed, cell: (queue) => queue.delayed },
      ]}
      command={'aws --endpoint-url "$AWS_ENDPOINT_URL" sqs create-queue --queue-name readings'}
      createForm={(close, created) => (
        <CreateModal
          title={words.create}
          fields={[{ label: words.nameLabel, hint: words.nameHint }]}
          create={([name]) =>
            sqs.send(new CreateQueueCommand({ QueueName: name, ...(name!.endsWith('.fifo') ? { Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true' } } : {}) }))
          }
          onCreated={created}
          onClose={close}
        />
      )}
      remove={(queue) => sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url }))}
    />
  );
}
