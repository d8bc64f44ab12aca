import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** A queue at a moment. Counts are exact here. */
export interface Queue {
  name: string;
  url: string;
  arn: string;
  fifo: boolean;
  waiting: number;
  inFlight: number;
  delayed: number;
  visibilitySeconds: number;
  retentionSeconds: number;
  created: Date | undefined;
  /** Where messages go that were received too often. */
  redrive: { queueName: string; maxReceives: number } | undefined;
}

export function nameOfUrl(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

export async function queueByName(sqs: SQSClient, name: string): Promise<Queue> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  return queueAt(sqs, QueueUrl!);
}

export async function queueAt(sqs: SQSClient, url: string): Promise<Queue> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
  return queueOf(url, Attributes ?? {});
}

export function queueOf(url: string, attributes: Readonly<Record<string, string>>): Queue {
  const number = (name: string) => Number(attributes[name] ?? 0);
  return {
    name: nameOfUrl(url),
    url,
    arn: attributes.QueueArn ?? '',
    fifo: attributes.FifoQueue === 'true',
    waiting: number('ApproximateNumberOfMessages'),
    inFlight: number('ApproximateNumberOfMessagesNotVisible'),
    delayed: number('ApproximateNumberOfMessagesDelayed'),
    visibilitySeconds: number('VisibilityTimeout'),
    retentionSeconds: number('MessageRetentionPeriod'),
    created: attributes.CreatedTimestamp === undefined ? undefined : new Date(number('CreatedTimestamp') * 1000),
    redrive: redriveOf(attributes.RedrivePolicy),
  };
}

function redriveOf(policy: string | undefined): Queue['redrive'] {
  if (!policy) {
    return undefined;
  }
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as { deadLetterTargetArn: string; maxReceiveCount: number | string };
  return { queueName: deadLetterTargetArn.slice(deadLetterTargetArn.lastIndexOf(':') + 1), maxReceives: Number(maxReceiveCount) };
}
