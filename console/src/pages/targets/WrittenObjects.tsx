import { type _Object, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import Button from '@cloudscape-design/components/button';
import { paths } from '../../app/paths';
import { all } from '../../aws/all';
import { useAws } from '../../aws/clients';
import { Link } from '../../components/Link';
import { ListSection } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useLoad } from '../../lib/load';

const SHOWN = 10;

/** The newest objects of a delivery stream. Their names hold the stream's; other objects may lie beside them. */
export function WrittenObjects({ bucket, prefix, stream }: { bucket: string; prefix: string; stream: string }) {
  const t = useT();
  const words = t.targets.deliveryStreams;
  const date = useFormatDate();
  const s3 = useAws().client(S3Client);
  const objects = useLoad(async () => {
    const found = await all(async (ContinuationToken) => {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken }));
      return { items: page.Contents, next: page.NextContinuationToken };
    });
    return found
      .filter(({ Key }) => Key!.includes(`${stream}-`))
      .sort((a, b) => b.LastModified!.getTime() - a.LastModified!.getTime())
      .slice(0, SHOWN);
  }, [s3, bucket, prefix, stream]);
  const folder = (key: string) => key.slice(0, key.lastIndexOf('/') + 1);
  return (
    <ListSection<_Object>
      title={words.written}
      description={words.writtenText}
      actions={<Button iconName="refresh" ariaLabel={t.reload} onClick={objects.reload} />}
      load={objects}
      name={(object) => object.Key!}
      empty={{ title: words.nothing, hint: words.nothingHint }}
      columns={[
        {
          id: 'key',
          header: t.targets.buckets.key,
          isRowHeader: true,
          cell: ({ Key }) => <Link to={`${paths.bucket(bucket, folder(Key!))}${folder(Key!) === '' ? '?' : '&'}key=${encodeURIComponent(Key!)}`}>{Key}</Link>,
        },
        { id: 'size', header: t.targets.size, cell: ({ Size }) => t.functions.bytes(Size ?? 0) },
        { id: 'modified', header: t.modified, cell: ({ LastModified }) => date(LastModified) },
      ]}
    />
  );
}
