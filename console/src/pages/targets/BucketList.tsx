import { type Bucket, CreateBucketCommand, DeleteBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { useCallback } from 'react';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Link } from '../../components/Link';
import { useFormatDate, useT } from '../../i18n';
import { CreateModal } from './CreateModal';
import { TargetList } from './TargetList';

export default function BucketList() {
  const t = useT();
  const date = useFormatDate();
  const s3 = useAws().client(S3Client);
  const words = t.targets.buckets;
  const fetch = useCallback(async () => ({ items: (await s3.send(new ListBucketsCommand({}))).Buckets ?? [], next: undefined }), [s3]);
  return (
    <TargetList<Bucket>
      words={words}
      fetch={fetch}
      name={(bucket) => bucket.Name!}
      columns={[
        { id: 'name', header: t.name, isRowHeader: true, cell: (bucket) => <Link to={paths.bucket(bucket.Name!)}>{bucket.Name}</Link> },
        { id: 'created', header: t.created, cell: (bucket) => date(bucket.CreationDate) },
      ]}
      command="aws s3 mb s3://readings"
      createForm={(close, created) => (
        <CreateModal
          title={words.create}
          fields={[{ label: words.nameLabel, hint: words.nameHint }]}
          create={([Bucket]) => s3.send(new CreateBucketCommand({ Bucket }))}
          onCreated={created}
          onClose={close}
        />
      )}
      remove={(bucket) => s3.send(new DeleteBucketCommand({ Bucket: bucket.Name }))}
    />
  );
}
