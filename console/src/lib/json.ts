/** JSON laid out for people. */
export function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** A document as people read it; as it came if it is no JSON. */
export function prettyText(text: string): string {
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Why a text is not JSON; undefined when it is. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
