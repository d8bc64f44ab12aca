import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useT } from '../i18n';

type Kind = 'success' | 'warning' | 'info';

interface Flash {
  items: FlashbarProps.MessageDefinition[];
  /** Says something that outlives the page it happened on. */
  tell: (text: string, kind?: Kind) => void;
}

const KEPT = 3;
const Context = createContext<Flash | undefined>(undefined);

export function FlashProvider({ children }: { children: ReactNode }) {
  const t = useT();
  const [messages, setMessages] = useState<{ id: string; text: string; kind: Kind }[]>([]);
  const dismiss = useCallback((id: string) => setMessages((before) => before.filter((message) => message.id !== id)), []);
  const tell = useCallback((text: string, kind: Kind = 'success') => {
    const message = { id: crypto.randomUUID?.() ?? String(Math.random()), text, kind };
    setMessages((before) => [message, ...before].slice(0, KEPT));
  }, []);
  const flash = useMemo(
    () => ({
      tell,
      items: messages.map(
        (message): FlashbarProps.MessageDefinition => ({
          id: message.id,
          type: message.kind,
          content: message.text,
          dismissible: true,
          dismissLabel: t.close,
          onDismiss: () => dismiss(message.id),
        }),
      ),
    }),
    [messages, tell, dismiss, t],
  );
  return <Context.Provider value={flash}>{children}</Context.Provider>;
}

export function useFlash(): Flash {
  const flash = useContext(Context);
  if (!flash) {
    throw new Error('used outside of FlashProvider');
  }
  return flash;
}
