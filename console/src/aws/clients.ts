import { IoTClient } from '@aws-sdk/client-iot';
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { createContext, useContext } from 'react';
import { type CallMooring, connectMooring } from './mooring';
import type { Installation, Session } from '../app/session';

/** The public AWS APIs, and Mooring's own, on the server this page came from. */
export interface Aws {
  iot: IoTClient;
  iotData: IoTDataPlaneClient;
  lambda: LambdaClient;
  /** A client of a service that only some pages need: made once, by the first of them, so that its code comes with them. */
  client: <C>(Client: new (configuration: ClientConfiguration) => C) => C;
  mooring: CallMooring;
  session: Session;
  installation: Installation;
}

/** What all clients share. The last member only means something to S3: host names below ours lead nowhere. */
interface ClientConfiguration {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
  forcePathStyle: boolean;
}

export function connect(session: Session, installation: Installation): Aws {
  const configuration: ClientConfiguration = {
    endpoint: location.origin,
    region: session.region,
    credentials: { accessKeyId: session.accessKeyId, secretAccessKey: session.secretAccessKey },
    // Whoever sits in front of it sees a failure at once and decides.
    maxAttempts: 1,
    forcePathStyle: true,
  };
  const made = new Map<unknown, unknown>();
  return {
    iot: new IoTClient(configuration),
    iotData: new IoTDataPlaneClient(configuration),
    lambda: new LambdaClient(configuration),
    client: <C>(Client: new (configuration: ClientConfiguration) => C) => {
      if (!made.has(Client)) {
        made.set(Client, new Client(configuration));
      }
      return made.get(Client) as C;
    },
    mooring: connectMooring(session),
    session,
    installation,
  };
}

export const AwsContext = createContext<Aws | undefined>(undefined);

export function useAws(): Aws {
  const aws = useContext(AwsContext);
  if (!aws) {
    throw new Error('used outside of a session');
  }
  return aws;
}
