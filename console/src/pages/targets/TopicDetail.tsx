import { DeleteTopicCommand, GetTopicAttributesCommand, ListSubscriptionsByTopicCommand, PublishCommand, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { paths } from '../../app/paths';
import { all } from '../../aws/all';
import { useAws } from '../../aws/clients';
import { Copyable } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { Link } from '../../components/Link';
import { ListSection, Section } from '../../components/Section';
import { useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { SendForm } from './SendForm';

export default function TopicDetail({ name }: { name: string }) {
  const t = useT();
  const words = t.targets.topics;
  const { client, session } = useAws();
  const sns = client(SNSClient);
  const TopicArn = `arn:aws:sns:${session.region}:${session.account}:${name}`;
  const topic = useLoad(async () => (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {}, [sns, TopicArn]);
  const subscriptions = useLoad(
    () =>
      all(async (NextToken) => {
        const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
        return { items: page.Subscriptions, next: page.NextToken };
      }),
    [sns, TopicArn],
  );
  return (
    <DetailPage
      name={name}
      words={words}
      listPath={paths.topics}
      load={topic}
      remove={() => sns.send(new DeleteTopicCommand({ TopicArn }))}
    >
      {(attributes) => (
        <>
          <Section title={t.details}>
            <KeyValuePairs
              columns={2}
              items={[
                { label: t.arn, value: <Copyable text={TopicArn} /> },
                { label: t.targets.queues.kind, value: attributes.FifoTopic === 'true' ? 'FIFO' : t.targets.queues.standard },
              ]}
            />
          </Section>
          <ListSection<Subscription>
            title={words.subscriptions}
            load={subscriptions}
            name={(subscription) => `${subscription.SubscriptionArn} ${subscription.Endpoint}`}
            empty={{ title: words.noSubscriptions, hint: words.noSubscriptionsHint }}
            columns={[
              { id: 'endpoint', header: words.endpoint, isRowHeader: true, cell: (subscription) => <Endpoint subscription={subscription} /> },
              { id: 'protocol', header: words.protocol, cell: (subscription) => subscription.Protocol },
              {
                id: 'state',
                header: words.state,
                cell: ({ SubscriptionArn }) =>
                  SubscriptionArn?.startsWith('arn:') ? (
                    <StatusIndicator type="success">{words.confirmed}</StatusIndicator>
                  ) : (
                    <StatusIndicator type="pending">{words.pending}</StatusIndicator>
                  ),
              },
            ]}
          />
          <Publish topicArn={TopicArn} fifo={attributes.FifoTopic === 'true'} />
        </>
      )}
    </DetailPage>
  );
}

/** Queues and functions of this server are links. */
function Endpoint({ subscription }: { subscription: Subscription }) {
  const endpoint = subscription.Endpoint ?? '';
  switch (subscription.Protocol) {
    case 'sqs':
      return <Link to={paths.queue(endpoint.split(':').at(5) ?? '')}>{endpoint}</Link>;
    case 'lambda':
      return <Link to={paths.function(endpoint.split(':').at(6) ?? '')}>{endpoint}</Link>;
    default:
      return <span className="server-words">{endpoint}</span>;
  }
}

function Publish({ topicArn, fifo }: { topicArn: string; fifo: boolean }) {
  const t = useT();
  const words = t.targets.topics;
  const sns = useAws().client(SNSClient);
  const [subject, setSubject] = useState('');
  return (
    <SendForm
      title={words.publish}
      description={words.publishText}
      label={words.message}
      submit={words.publish}
      send={async (Message) => {
        const { MessageId } = await sns.send(
          new PublishCommand({
            TopicArn: topicArn,
            Message,
            ...(subject === '' ? {} : { Subject: subject }),
            ...(fifo ? { MessageGroupId: 'test', MessageDeduplicationId: `${Date.now()}-${Math.random()}` } : {}),
          }),
        );
        return words.published(MessageId ?? '');
      }}
    >
      <FormField label={`${words.subject} – ${t.optional}`}>
        <Input value={subject} onChange={(event) => setSubject(event.detail.value)} spellcheck={false} />
      </FormField>
    </SendForm>
  );
}
