import CodeEditor, { type CodeEditorProps } from '@cloudscape-design/components/code-editor';
import { useEffect, useState } from 'react';
import { usePreferences, useT } from '../i18n';

// biome-ignore lint: the component takes the editor as it comes
type Ace = CodeEditorProps['ace'];

let loading: Promise<Ace> | undefined;

/** The editor is large: it comes with the first page that needs it. */
function loadAce(): Promise<Ace> {
  loading ??= import('./ace').then((module) => module.ace);
  return loading;
}

export function Code({
  language,
  value,
  onChange,
  label,
  height = 300,
  readOnly = false,
}: {
  language: 'json' | 'sql' | 'javascript' | 'text';
  value: string;
  onChange?: (value: string) => void;
  label: string;
  height?: number;
  readOnly?: boolean;
}) {
  const t = useT();
  const { dark } = usePreferences();
  const [ace, setAce] = useState<Ace>();
  const [size, setSize] = useState(height);
  const [preferences, setPreferences] = useState<Partial<CodeEditorProps.Preferences>>({});
  useEffect(() => {
    let current = true;
    void loadAce().then((found) => current && setAce(() => found));
    return () => {
      current = false;
    };
  }, []);
  return (
    <CodeEditor
      ace={ace}
      loading={ace === undefined}
      language={language}
      value={value}
      ariaLabel={label}
      onDelayedChange={(event) => !readOnly && onChange?.(event.detail.value)}
      preferences={{ wrapLines: true, theme: dark ? 'cloud_editor_dark' : 'cloud_editor', ...preferences } as CodeEditorProps.Preferences}
      onPreferencesChange={(event) => setPreferences(event.detail)}
      themes={{ light: ['cloud_editor'], dark: ['cloud_editor_dark'] }}
      editorContentHeight={size}
      onEditorContentResize={(event) => setSize(event.detail.height)}
      i18nStrings={{ loadingState: t.loading }}
    />
  );
}
