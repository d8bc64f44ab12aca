import { DeleteDeliveryStreamCommand, FirehoseClient, ListDeliveryStreamsCommand } from '@aws-sdk/client-firehose';
import { useCallback } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Link } from '../../components/Link';
import { useT } from '../../i18n';
import { TargetList } from './TargetList';

const PAGE = 100;

export default function DeliveryStreamList() {
  const t = useT();
  const { client, session } = useAws();
  const firehose = client(FirehoseClient);
  const words = t.targets.deliveryStreams;
  const fetch = useCallback(
    async (ExclusiveStartDeliveryStreamName: string | undefined) => {
      const page = await firehose.send(new ListDeliveryStreamsCommand({ ExclusiveStartDeliveryStreamName, Limit: PAGE }));
      const names = page.DeliveryStreamNames ?? [];
      return { items: names, next: page.HasMoreDeliveryStreams ? names.at(-1) : undefined };
    },
    [firehose],
  );
  return (
    <TargetList<string>
      words={words}
      fetch={fetch}
      name={(name) => name}
      columns={[{ id: 'name', header: t.name, isRowHeader: true, cell: (name) => <Link to={paths.deliveryStream(name)}>{name}</Link> }]}
      command={`aws s3 mb s3://readings
aws firehose create-delivery-stream --delivery-stream-name archive --extended-s3-destination-configuration \\
    'RoleARN=arn:aws:iam::${session.account}:role/rules,BucketARN=arn:aws:s3:::readings,Prefix=archive/'`}
      remove={(DeliveryStreamName) => firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName }))}
    />
  );
}
