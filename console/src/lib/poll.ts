import { useEffect, useRef, useState } from 'react';

/** Asks again and again, a pause after each answer, while the page is in sight. The last answer stays when one fails. */
export function usePoll<T>(ask: (signal: AbortSignal) => Promise<T>, everyMillis: number, dependencies: readonly unknown[]) {
  const [state, setState] = useState<{ value: T | undefined; error: unknown }>({ value: undefined, error: undefined });
  const asked = useRef(ask);
  asked.current = ask;
  useEffect(() => {
    const stop = new AbortController();
    let timer: number | undefined;
    const next = () => {
      timer = window.setTimeout(() => void once(), everyMillis);
    };
    const once = async () => {
      if (document.hidden) {
        next();
        return;
      }
      try {
        const value = await asked.current(stop.signal);
        setState({ value, error: undefined });
      } catch (error) {
        if (stop.signal.aborted) {
          return;
        }
        setState((before) => ({ ...before, error }));
      }
      if (!stop.signal.aborted) {
        next();
      }
    };
    void once();
    return () => {
      stop.abort();
      window.clearTimeout(timer);
    };
    // The caller names what `ask` depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [everyMillis, ...dependencies]);
  return state;
}
