export interface Measured {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads Prometheus's text format; what is not a measurement is left out. */
export function readMetrics(text: string): Measured[] {
  return text.split('\n').flatMap((line) => {
    const found = line.startsWith('#') ? null : LINE.exec(line);
    if (!found) {
      return [];
    }
    const labels = [...(found[2] ?? '').matchAll(LABEL)].map(([, name, value]) => [name!, unescaped(value!)]);
    return [{ name: found[1]!, labels: Object.fromEntries(labels) as Record<string, string>, value: Number(found[3]) }];
  });
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
}
