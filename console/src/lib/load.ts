import { useCallback, useEffect, useRef, useState } from 'react';

/** Where a request stands. While it is repeated, the last value stays. */
export interface Load<T> {
  value: T | undefined;
  error: unknown;
  loading: boolean;
  reload: () => void;
}

/**
 * Calls `fetch` at first and whenever a dependency changes; an answer that comes after the next question is dropped.
 */
export function useLoad<T>(fetch: () => Promise<T>, dependencies: readonly unknown[]): Load<T> {
  const [state, setState] = useState<{ value: T | undefined; error: unknown; loading: boolean }>({
    value: undefined,
    error: undefined,
    loading: true,
  });
  const question = useRef(0);
  const load = useCallback(() => {
    const mine = ++question.current;
    setState((before) => ({ ...before, loading: true }));
    fetch().then(
      (value) => {
        if (mine === question.current) {
          setState({ value, error: undefined, loading: false });
        }
      },
      (error: unknown) => {
        if (mine === question.current) {
          setState({ value: undefined, error, loading: false });
        }
      },
    );
    // The caller names what `fetch` depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, dependencies);
  useEffect(() => {
    load();
    return () => {
      question.current++;
    };
  }, [load]);
  return { ...state, reload: load };
}

/** An action the user starts: busy while it runs, and its failure until it is tried again. */
export function useAction(): {
  busy: boolean;
  error: unknown;
  run: (action: () => Promise<void>) => Promise<boolean>;
  clear: () => void;
} {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = useCallback(async (action: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    try {
      await action();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(undefined), []);
  return { busy, error, run, clear };
}
