/** A thing speaks under its own name, and of itself only. */
export function ownTopicsPolicy(region: string, account: string): string {
  const thing = '${iot:Connection.Thing.ThingName}';
  const arn = (resource: string) => `arn:aws:iot:${region}:${account}:${resource}`;
  return pretty({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iot:Connect', Resource: arn(`client/${thing}`) },
      { Effect: 'Allow', Action: ['iot:Publish', 'iot:Receive'], Resource: arn(`topic/devices/${thing}/*`) },
      { Effect: 'Allow', Action: 'iot:Subscribe', Resource: arn(`topicfilter/devices/${thing}/*`) },
    ],
  });
}

export function everythingPolicy(): string {
  return pretty({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }] });
}

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
