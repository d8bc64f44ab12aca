/** A message to try a rule on. */
export interface Sample {
  topic: string;
  payload: string;
}

/** A topic that a statement's filter matches, to begin with. */
export function sampleTopic(sql: string): string {
  const filter = /\bFROM\s+'([^']*)'/i.exec(sql)?.[1] ?? '';
  return filter.replaceAll('+', 'sample').replace('#', 'sample/data');
}

/** The members of a JSON message, with dots into nested ones: what a statement may name. */
export function membersOf(payload: string, limit = 200): string[] {
  const found: string[] = [];
  const walk = (value: unknown, prefix: string) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      if (found.length < limit && /^\w+$/.test(name)) {
        found.push(prefix + name);
        walk(inner, `${prefix}${name}.`);
      }
    }
  };
  try {
    walk(JSON.parse(payload), '');
  } catch {
    // While it is typed, it is no JSON.
  }
  return found;
}
