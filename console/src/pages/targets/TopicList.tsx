import { CreateTopicCommand, DeleteTopicCommand, ListTopicsCommand, SNSClient, type Topic } from '@aws-sdk/client-sns';
import { useCallback } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Copyable } from '../../components/Copyable';
import { Link } from '../../components/Link';
import { useT } from '../../i18n';
import { CreateModal } from './CreateModal';
import { TargetList } from './TargetList';

const nameOf = (topic: Topic) => topic.TopicArn!.slice(topic.TopicArn!.lastIndexOf(':') + 1);

export default function TopicList() {
  const t = useT();
  const sns = useAws().client(SNSClient);
  const words = t.targets.topics;
  const fetch = useCallback(
    async (NextToken: string | undefined) => {
      const page = await sns.send(new ListTopicsCommand({ NextToken }));
      return { items: page.Topics ?? [], next: page.NextToken };
    },
    [sns],
  );
  return (
    <TargetList<Topic>
      words={words}
      fetch={fetch}
      name={nameOf}
      columns={[
        { id: 'name', header: t.name, isRowHeader: true, cell: (topic) => <Link to={paths.topic(nameOf(topic))}>{nameOf(topic)}</Link> },
        { id: 'arn', header: t.arn, cell: (topic) => <Copyable text={topic.TopicArn!} /> },
      ]}
      command="aws sns create-topic --name alarms"
      createForm={(close, created) => (
        <CreateModal
          title={words.create}
          fields={[{ label: words.nameLabel, hint: words.nameHint }]}
          create={([name]) =>
            sns.send(new CreateTopicCommand({ Name: name, ...(name!.endsWith('.fifo') ? { Attributes: { FifoTopic: 'true', ContentBasedDeduplication: 'true' } } : {}) }))
          }
          onCreated={created}
          onClose={close}
        />
      )}
      remove={(topic) => sns.send(new DeleteTopicCommand({ TopicArn: topic.TopicArn }))}
    />
  );
}
