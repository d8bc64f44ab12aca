/** What AWS takes as names; the server has the last word. */
export const THING_NAME = /^[a-zA-Z0-9:_-]{1,128}$/;
export const POLICY_NAME = /^[\w+=,.@-]{1,128}$/;
export const RULE_NAME = /^[a-zA-Z0-9_]{1,128}$/;

/** The last part of an ARN: arn:aws:iot:…:cert/<this>. */
export function idOf(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

/** Certificate ids are 64 digits long; the first ones tell them apart. */
export function shortId(id: string): string {
  return id.length > 16 ? `${id.slice(0, 12)}…` : id;
}
