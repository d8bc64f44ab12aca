import type { FetchPage } from '../../lib/pages';

/** No search reads more pages than this. */
const MOST_PAGES = 20;

export interface Tail<T> {
  items: T[];
  /** Earlier ones were left out. */
  cut: boolean;
  /** Later ones were not reached: the search was given up. */
  unfinished: boolean;
}

/** The last `most` of a list that the server gives from its beginning on, the last one first. */
export async function newest<T>(most: number, fetch: FetchPage<T>): Promise<Tail<T>> {
  let items: T[] = [];
  let cut = false;
  let token: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await fetch(token);
    items.push(...page.items);
    if (items.length > most) {
      items = items.slice(-most);
      cut = true;
    }
    token = page.next;
    if (token === undefined) {
      return { items: items.reverse(), cut, unfinished: false };
    }
  }
  return { items: items.reverse(), cut, unfinished: true };
}
