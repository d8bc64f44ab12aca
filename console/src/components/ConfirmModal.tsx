import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useId } from 'react';
import { useT } from '../i18n';
import { useAction } from '../lib/load';
import { Failed } from './Failed';

/** Asks before something is done, perhaps for what is needed; stays open, and says why, when it cannot be. */
export function ConfirmModal({
  title,
  children,
  confirm,
  warning,
  disabled = false,
  onTry = () => true,
  onConfirm,
  onClose,
}: {
  title: string;
  children?: ReactNode;
  confirm: string;
  warning?: string;
  disabled?: boolean;
  /** Called before anything is done: false when something is missing, which the children then show. */
  onTry?: () => boolean;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useT();
  const action = useAction();
  const form = useId();
  const submit = () => {
    if (onTry() && !disabled && !action.busy) {
      void action.run(onConfirm).then((done) => done && onClose());
    }
  };
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel={t.close}
      onDismiss={() => !action.busy && onClose()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose} disabled={action.busy}>
              {t.cancel}
            </Button>
            <Button variant="primary" form={form} formAction="submit" disabled={disabled} loading={action.busy}>
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          // Not that of a page which happens to be around it.
          event.stopPropagation();
          submit();
        }}
      >
        <SpaceBetween size="m">
          {children}
          {warning && <Alert type="warning">{warning}</Alert>}
          <Failed error={action.error} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}

/** How many were done before one could not be. */
export class PartlyDone extends Error {
  override readonly name: string;
  readonly $metadata: unknown;

  constructor(text: string, cause: unknown) {
    super(`${text} ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = cause instanceof Error ? cause.name : 'Error';
    this.$metadata = (cause as { $metadata?: unknown })?.$metadata;
  }
}

/** One after the other, so that what fails is known, and what came before is done. */
export async function each<T>(items: readonly T[], act: (item: T) => Promise<unknown>, tell: (done: number, total: number) => string) {
  for (const [done, item] of items.entries()) {
    try {
      await act(item);
    } catch (error) {
      throw items.length === 1 ? error : new PartlyDone(tell(done, items.length), error);
    }
  }
}

export function DeleteModal<T>({
  items,
  name,
  one,
  many,
  hint,
  remove,
  onDeleted,
  onClose,
}: {
  items: readonly T[];
  name: (item: T) => string;
  one: string;
  many: string;
  hint: string;
  remove: (item: T) => Promise<unknown>;
  onDeleted: (text: string) => void;
  onClose: () => void;
}) {
  const t = useT();
  const first = items[0];
  if (first === undefined) {
    return null;
  }
  return (
    <ConfirmModal
      title={items.length === 1 ? t.confirm.title(one) : t.confirm.titleMany(items.length, many)}
      confirm={t.remove}
      warning={`${hint} ${t.confirm.permanent}`}
      onClose={onClose}
      onConfirm={async () => {
        await each(items, remove, t.table.failed);
        onDeleted(items.length === 1 ? t.confirm.deleted(name(first)) : t.confirm.deletedMany(items.length));
      }}
    >
      <ul className="names">
        {items.slice(0, 10).map((item) => (
          <li key={name(item)}>{name(item)}</li>
        ))}
        {items.length > 10 && <li>…</li>}
      </ul>
    </ConfirmModal>
  );
}
