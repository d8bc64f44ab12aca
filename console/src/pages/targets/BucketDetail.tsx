import { DeleteBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { useSearchParams } from 'react-router';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { DetailPage } from '../../components/DetailPage';
import { useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { ObjectList } from './ObjectList';
import { ObjectModal } from './ObjectModal';

/** The place in the bucket and the object that is open are in the address: a link leads to the very object. */
export default function BucketDetail({ name }: { name: string }) {
  const t = useT();
  const s3 = useAws().client(S3Client);
  const [query, setQuery] = useSearchParams();
  const prefix = query.get('prefix') ?? '';
  const key = query.get('key');
  const bucket = useLoad(() => s3.send(new HeadBucketCommand({ Bucket: name })), [s3, name]);
  const place = prefix === '' ? undefined : { prefix };
  return (
    <DetailPage
      name={name}
      words={t.targets.buckets}
      listPath={paths.buckets}
      load={bucket}
      remove={() => s3.send(new DeleteBucketCommand({ Bucket: name }))}
    >
      {() => (
        <>
          {/* Anew when an object is closed: it may have been deleted. */}
          <ObjectList
            key={`${prefix} ${key === null}`}
            bucket={name}
            prefix={prefix}
            onOpen={(opened) => setQuery({ ...place, key: opened })}
            onEnter={(entered) => setQuery(entered === '' ? {} : { prefix: entered })}
          />
          {key !== null && <ObjectModal bucket={name} objectKey={key} onClose={() => setQuery(place ?? {}, { replace: true })} />}
        </>
      )}
    </DetailPage>
  );
}
