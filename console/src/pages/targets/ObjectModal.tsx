import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useFlash } from '../../app/flash';
import { useAws } from '../../aws/clients';
import { ConfirmModal } from '../../components/ConfirmModal';
import { Failed } from '../../components/Failed';
import { Loaded } from '../../components/Page';
import { Payload } from '../../components/Payload';
import { useFormatDate, useT } from '../../i18n';
import { download } from '../../lib/download';
import { useAction, useLoad } from '../../lib/load';

/** More than this is not shown; it can be downloaded. */
const SHOWN_BYTES = 256 * 1024;

/** One object: what is known of it, what is in it. */
export function ObjectModal({ bucket, objectKey, onClose }: { bucket: string; objectKey: string; onClose: () => void }) {
  const t = useT();
  const words = t.targets.buckets;
  const date = useFormatDate();
  const s3 = useAws().client(S3Client);
  const { tell } = useFlash();
  const [deleting, setDeleting] = useState(false);
  const downloading = useAction();
  const object = { Bucket: bucket, Key: objectKey };
  const bytesOf = async () => (await s3.send(new GetObjectCommand(object))).Body!.transformToByteArray();
  const load = useLoad(async () => {
    const head = await s3.send(new HeadObjectCommand(object));
    return { head, bytes: (head.ContentLength ?? 0) <= SHOWN_BYTES ? await bytesOf() : undefined };
  }, [s3, bucket, objectKey]);
  if (deleting) {
    return (
      <ConfirmModal
        title={t.confirm.title(objectKey)}
        confirm={t.remove}
        warning={t.confirm.permanent}
        onConfirm={async () => {
          await s3.send(new DeleteObjectCommand(object));
          tell(words.deletedObject(objectKey));
          onClose();
        }}
        onClose={() => setDeleting(false)}
      />
    );
  }
  return (
    <Modal
      visible
      size="large"
      header={<span className="page-title">{objectKey}</span>}
      closeAriaLabel={t.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!load.value} onClick={() => setDeleting(true)}>
              {words.deleteObject}
            </Button>
            <Button
              iconName="download"
              disabled={!load.value}
              loading={downloading.busy}
              onClick={() =>
                void downloading.run(async () => {
                  const bytes = load.value!.bytes ?? (await bytesOf());
                  download(objectKey.slice(objectKey.lastIndexOf('/') + 1), new Uint8Array(bytes), load.value!.head.ContentType);
                })
              }
            >
              {t.download}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <Loaded load={load}>
        {({ head, bytes }) => (
          <>
            <KeyValuePairs
              columns={3}
              items={[
                { label: t.targets.size, value: t.functions.bytes(head.ContentLength ?? 0) },
                { label: words.type, value: head.ContentType ?? '–' },
                { label: t.modified, value: date(head.LastModified) },
                { label: 'ETag', value: head.ETag ?? '–' },
                ...Object.entries(head.Metadata ?? {}).map(([label, value]) => ({ label: `x-amz-meta-${label}`, value })),
              ]}
            />
            {bytes ? (
              <Payload bytes={bytes} label={objectKey} />
            ) : (
              <Alert type="info">{words.tooLarge(t.functions.bytes(head.ContentLength ?? 0))}</Alert>
            )}
            <Failed error={downloading.error} />
          </>
        )}
      </Loaded>
    </Modal>
  );
}
