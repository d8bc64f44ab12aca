/** A recording's state at a moment. */
export interface Count {
  at: number;
  seen: number;
}

export interface Rate {
  x: Date;
  y: number;
}

/** Messages a second between one look and the next. A counter that went back was begun anew. */
export function rates(counts: readonly Count[]): Rate[] {
  return counts.slice(1).map((count, i) => {
    const before = counts[i]!;
    const seconds = Math.max(0.001, (count.at - before.at) / 1000);
    return { x: new Date(count.at), y: Math.max(0, Math.round(((count.seen - before.seen) / seconds) * 10) / 10) };
  });
}

/** How often each value occurs, the most frequent first. */
export function frequencies(values: readonly string[], limit: number): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, limit);
}
