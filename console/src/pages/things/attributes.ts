export interface Attribute {
  name: string;
  value: string;
}

export function attributesText(attributes: Record<string, string> | undefined): string {
  return listOf(attributes)
    .map(({ name, value }) => `${name}=${value}`)
    .join(', ');
}

export function listOf(attributes: Record<string, string> | undefined): Attribute[] {
  return Object.entries(attributes ?? {})
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function recordOf(attributes: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(attributes.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value.trim()]));
}
