import { useCallback, useEffect, useRef, useState } from 'react';

export interface ServerPage<T> {
  items: T[];
  next: string | undefined;
}

export type FetchPage<T> = (token: string | undefined) => Promise<ServerPage<T>>;

/** A search gives up after so many items, and goes on when asked to. */
export const SEARCH_STRIDE = 10_000;

export interface Pages<T> {
  items: T[];
  /** There is more on the server. */
  more: boolean;
  loading: boolean;
  error: unknown;
  /** Gets pages until `enough` items are here, or `stop`, or the end. */
  need: (enough: (items: T[]) => boolean) => void;
  reload: () => void;
}

/** A list that the server gives in pages, as far as somebody has wanted to see it. */
export function usePages<T>(fetch: FetchPage<T>, dependencies: readonly unknown[]): Pages<T> {
  const [state, setState] = useState<{ items: T[]; next: string | undefined; ended: boolean; error: unknown }>({
    items: [],
    next: undefined,
    ended: false,
    error: undefined,
  });
  const [loading, setLoading] = useState(true);
  const generation = useRef(0);
  const current = useRef(state);
  const running = useRef(false);
  const wanted = useRef<((items: T[]) => boolean) | undefined>(undefined);

  const run = useCallback(async () => {
    if (running.current) {
      return;
    }
    running.current = true;
    setLoading(true);
    const mine = generation.current;
    try {
      while (mine === generation.current && !current.current.ended && !wanted.current?.(current.current.items)) {
        const page = await fetch(current.current.next);
        if (mine !== generation.current) {
          return;
        }
        current.current = {
          items: [...current.current.items, ...page.items],
          next: page.next,
          ended: page.next === undefined,
          error: undefined,
        };
        setState(current.current);
      }
    } catch (error) {
      if (mine === generation.current) {
        current.current = { ...current.current, error };
        setState(current.current);
      }
    } finally {
      if (mine === generation.current) {
        running.current = false;
        setLoading(false);
      }
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, dependencies);

  const reload = useCallback(() => {
    generation.current++;
    running.current = false;
    current.current = { items: [], next: undefined, ended: false, error: undefined };
    wanted.current = (items) => items.length > 0;
    void run();
  }, [run]);

  useEffect(() => {
    setState({ items: [], next: undefined, ended: false, error: undefined });
    reload();
    return () => {
      generation.current++;
    };
  }, [reload]);

  const need = useCallback(
    (enough: (items: T[]) => boolean) => {
      wanted.current = enough;
      if (current.current.error === undefined) {
        void run();
      }
    },
    [run],
  );

  return { items: state.items, more: !state.ended, loading, error: state.error, need, reload };
}
