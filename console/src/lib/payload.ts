/** A payload as text; undefined where it is none. */
export function textOf(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    return undefined;
  }
}

/** A payload on one line, for lists. */
export function lineOf(payload: Uint8Array): string {
  return (textOf(payload.subarray(0, 400)) ?? textOf(payload) ?? hexOf(payload.subarray(0, 64), 64)).replace(/\s+/g, ' ').slice(0, 300);
}

/** Offsets, bytes and letters, as `xxd` writes them. */
export function hexOf(payload: Uint8Array, width = 16): string {
  const lines: string[] = [];
  for (let at = 0; at < payload.length; at += width) {
    const bytes = [...payload.subarray(at, at + width)];
    const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    if (payload.length <= width && width !== 16) {
      return digits;
    }
    const letters = bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${digits.padEnd(width * 3 - 1)}  ${letters}`);
  }
  return lines.join('\n');
}
