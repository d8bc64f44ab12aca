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
  mooring: CallMooring;
  session: Session;
  installation: Installation;
}

export function connect(session: Session, installation: Installation): Aws {
  const configuration = {
    endpoint: location.origin,
    region: session.region,
    credentials: { accessKeyId: session.accessKeyId, secretAccessKey: session.secretAccessKey },
    // Whoever sits in front of it sees a failure at once and decides.
    maxAttempts: 1,
  };
  return {
    iot: new IoTClient(configuration),
    iotData: new IoTDataPlaneClient(configuration),
    lambda: new LambdaClient(configuration),
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
