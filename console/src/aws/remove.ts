import {
  DeleteCertificateCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteThingCommand,
  DetachPolicyCommand,
  DetachThingPrincipalCommand,
  type IoTClient,
  ListAttachedPoliciesCommand,
  ListPolicyVersionsCommand,
  ListPrincipalThingsCommand,
  ListTargetsForPolicyCommand,
  ListThingPrincipalsCommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot';
import { all } from './all';

/** AWS deletes only what is free of ties. These undo the ties first, as its console does. */

export async function deleteThing(iot: IoTClient, thingName: string): Promise<void> {
  for (const principal of await principalsOf(iot, thingName)) {
    await iot.send(new DetachThingPrincipalCommand({ thingName, principal }));
  }
  await iot.send(new DeleteThingCommand({ thingName }));
}

export function principalsOf(iot: IoTClient, thingName: string): Promise<string[]> {
  return all(async (nextToken) => {
    const page = await iot.send(new ListThingPrincipalsCommand({ thingName, nextToken }));
    return { items: page.principals, next: page.nextToken };
  });
}

export function thingsOf(iot: IoTClient, principal: string): Promise<string[]> {
  return all(async (nextToken) => {
    const page = await iot.send(new ListPrincipalThingsCommand({ principal, nextToken }));
    return { items: page.things, next: page.nextToken };
  });
}

export async function policiesOf(iot: IoTClient, target: string): Promise<string[]> {
  const policies = await all(async (marker) => {
    const page = await iot.send(new ListAttachedPoliciesCommand({ target, marker }));
    return { items: page.policies, next: page.nextMarker };
  });
  return policies.map((policy) => policy.policyName!);
}

export function targetsOf(iot: IoTClient, policyName: string): Promise<string[]> {
  return all(async (marker) => {
    const page = await iot.send(new ListTargetsForPolicyCommand({ policyName, marker }));
    return { items: page.targets, next: page.nextMarker };
  });
}

export async function deleteCertificate(iot: IoTClient, certificate: { id: string; arn: string }): Promise<void> {
  // First of all, so that no device slips in between.
  await iot.send(new UpdateCertificateCommand({ certificateId: certificate.id, newStatus: 'INACTIVE' }));
  for (const policyName of await policiesOf(iot, certificate.arn)) {
    await iot.send(new DetachPolicyCommand({ policyName, target: certificate.arn }));
  }
  for (const thingName of await thingsOf(iot, certificate.arn)) {
    await iot.send(new DetachThingPrincipalCommand({ thingName, principal: certificate.arn }));
  }
  await iot.send(new DeleteCertificateCommand({ certificateId: certificate.id }));
}

export async function deletePolicy(iot: IoTClient, policyName: string): Promise<void> {
  for (const target of await targetsOf(iot, policyName)) {
    await iot.send(new DetachPolicyCommand({ policyName, target }));
  }
  const { policyVersions } = await iot.send(new ListPolicyVersionsCommand({ policyName }));
  for (const version of policyVersions ?? []) {
    if (!version.isDefaultVersion) {
      await iot.send(new DeletePolicyVersionCommand({ policyName, policyVersionId: version.versionId }));
    }
  }
  await iot.send(new DeletePolicyCommand({ policyName }));
}
