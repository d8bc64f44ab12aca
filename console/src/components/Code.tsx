import CodeEditor, { type CodeEditorProps } from '@cloudscape-design/components/code-editor';
import type { Ace as AceEditor } from 'ace-builds';
import { useEffect, useRef, useState } from 'react';
import { usePreferences, useT } from '../i18n';

type Ace = CodeEditorProps['ace'];

/** The editor is large: it comes with the first page that needs it. */
function loadAce(): Promise<Ace> {
  return import('./ace').then((module) => module.ace);
}

/** The component makes its editor by itself; this tells of it. */
function telling(ace: Ace, onEditor: (editor: AceEditor.Editor) => void): Ace {
  return {
    ...ace,
    edit: (element: HTMLElement) => {
      const editor = ace.edit(element);
      editor.setShowPrintMargin(false);
      onEditor(editor);
      return editor;
    },
  };
}

export function Code({
  language,
  value,
  onChange,
  label,
  height = 300,
  readOnly = false,
  onEditor,
}: {
  language: 'json' | 'sql' | 'javascript' | 'text';
  value: string;
  onChange?: (value: string) => void;
  label: string;
  height?: number;
  readOnly?: boolean;
  /** Called with the editor once it is there. */
  onEditor?: (editor: AceEditor.Editor) => void;
}) {
  const t = useT();
  const { dark } = usePreferences();
  const [ace, setAce] = useState<Ace>();
  const [size, setSize] = useState(height);
  const [preferences, setPreferences] = useState<Partial<CodeEditorProps.Preferences>>({});
  const tell = useRef(onEditor);
  tell.current = onEditor;
  useEffect(() => {
    let current = true;
    void loadAce().then((found) => current && setAce(() => telling(found, (editor) => tell.current?.(editor))));
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
