import { pretty } from '../../lib/json';

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
