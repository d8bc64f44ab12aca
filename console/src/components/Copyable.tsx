import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { useT } from '../i18n';

/** A value to read and copy, such as an ARN. */
export function Copyable({ text }: { text: string }) {
  const t = useT();
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      copyButtonAriaLabel={t.copy}
      copySuccessText={t.copied}
      copyErrorText={t.copyFailed}
    />
  );
}

/** Commands or code, with a button that copies all of it. */
export function Snippet({ code, label, copy = true }: { code: string; label: string; copy?: boolean }) {
  const t = useT();
  return (
    <div className="snippet">
      <pre tabIndex={0} role="region" aria-label={label}>
        {code}
      </pre>
      {copy && (
        <CopyToClipboard
          variant="icon"
          textToCopy={code}
          copyButtonAriaLabel={`${t.copy}: ${label}`}
          copySuccessText={t.copied}
          copyErrorText={t.copyFailed}
        />
      )}
    </div>
  );
}
