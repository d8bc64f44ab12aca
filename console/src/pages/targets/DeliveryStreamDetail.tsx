import {
  DeleteDeliveryStreamCommand,
  type DeliveryStreamDescription,
  DescribeDeliveryStreamCommand,
  type ExtendedS3DestinationDescription,
  FirehoseClient,
  PutRecordCommand,
} from '@aws-sdk/client-firehose';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Copyable } from '../../components/Copyable';
import { DetailPage } from '../../components/DetailPage';
import { Link } from '../../components/Link';
import { Section } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { SendForm } from './SendForm';
import { WrittenObjects } from './WrittenObjects';

export default function DeliveryStreamDetail({ name }: { name: string }) {
  const t = useT();
  const words = t.targets.deliveryStreams;
  const firehose = useAws().client(FirehoseClient);
  const stream = useLoad(
    async () => (await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }))).DeliveryStreamDescription!,
    [firehose, name],
  );
  return (
    <DetailPage
      name={name}
      words={words}
      listPath={paths.deliveryStreams}
      load={stream}
      remove={() => firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: name }))}
    >
      {(value) => {
        const destination = value.Destinations?.[0]?.ExtendedS3DestinationDescription;
        return (
          <>
            <Details stream={value} destination={destination} />
            {destination && <WrittenObjects bucket={bucketOf(destination)} prefix={fixedPart(destination.Prefix ?? '')} stream={name} />}
            <SendForm
              title={words.put}
              description={words.putText}
              label={words.record}
              submit={t.targets.queues.sendButton}
              send={async (text) => {
                await firehose.send(new PutRecordCommand({ DeliveryStreamName: name, Record: { Data: new TextEncoder().encode(`${text}\n`) } }));
                return words.putFlash;
              }}
            />
          </>
        );
      }}
    </DetailPage>
  );
}

function Details({ stream, destination }: { stream: DeliveryStreamDescription; destination: ExtendedS3DestinationDescription | undefined }) {
  const t = useT();
  const words = t.targets.deliveryStreams;
  const date = useFormatDate();
  const hints = destination?.BufferingHints;
  return (
    <Section title={t.details}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t.arn, value: <Copyable text={stream.DeliveryStreamARN!} /> },
          {
            label: words.destination,
            value: destination ? <Link to={paths.bucket(bucketOf(destination))}>{bucketOf(destination)}</Link> : '–',
          },
          { label: words.prefix, value: destination?.Prefix || '–' },
          { label: words.buffer, value: hints ? words.bufferText(hints.SizeInMBs ?? 5, hints.IntervalInSeconds ?? 300) : '–' },
          { label: t.created, value: date(stream.CreateTimestamp) },
        ]}
      />
    </Section>
  );
}

function bucketOf(destination: ExtendedS3DestinationDescription): string {
  return destination.BucketARN!.slice(destination.BucketARN!.lastIndexOf(':') + 1);
}

/** Up to the first expression, which is another one for each object. */
function fixedPart(prefix: string): string {
  return prefix.split('!{')[0]!;
}
