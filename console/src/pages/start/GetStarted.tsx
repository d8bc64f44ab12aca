import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreatePolicyCommand,
  CreateThingCommand,
  DescribeEndpointCommand,
} from '@aws-sdk/client-iot';
import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { isNamed } from '../../aws/errors';
import { Failed } from '../../components/Failed';
import { usePageName } from '../../components/Page';
import { useT } from '../../i18n';
import { useAction, useLoad } from '../../lib/load';
import { POLICY_NAME, THING_NAME } from '../../lib/names';
import { createCertificate, type NewCertificate } from '../certificates/keys';
import { ownTopicsPolicy } from '../policies/documents';
import { CertificateStep } from './CertificateStep';
import { ConnectStep } from './ConnectStep';
import { type PolicyChoice, PolicyStep } from './PolicyStep';
import { ThingStep } from './ThingStep';

const LAST = 3;

/** From nothing to a connected device. Each step is done when it is left, so that nothing is half done at the end. */
export default function GetStarted() {
  const t = useT();
  const { iot, session, installation } = useAws();
  const navigate = useNavigate();
  usePageName(t.start.title, [{ text: t.product, to: paths.dashboard }]);
  const [step, setStep] = useState(0);
  const [problem, setProblem] = useState<string>();
  const [thing, setThing] = useState('');
  const [created, setCreated] = useState<string>();
  const [certificate, setCertificate] = useState<NewCertificate>();
  const [keySaved, setKeySaved] = useState(false);
  const [policy, setPolicy] = useState<PolicyChoice>({
    kind: 'new',
    name: 'own-topics',
    document: ownTopicsPolicy(session.region, session.account),
  });
  const [attached, setAttached] = useState<string>();
  const endpoint = useLoad(() => iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' })), [iot]);
  const doing = useAction();
  const target = {
    thing,
    host: endpoint.value?.endpointAddress ?? location.hostname,
    port: installation.mqttsPort,
    topic: `devices/${thing}/data`,
  };

  /** What stands in the way of leaving a step; undefined when nothing does. */
  function obstacle(of: number): string | undefined {
    switch (of) {
      case 0:
        return thing === '' ? t.things.nameNeeded : THING_NAME.test(thing) ? undefined : t.things.nameWrong;
      case 1:
        return certificate === undefined ? t.start.certificateMissing : keySaved ? undefined : t.start.keyMissing;
      case 2:
        return policy.name === '' ? t.start.policyNeeded : POLICY_NAME.test(policy.name) ? undefined : t.policies.nameWrong;
      default:
        return undefined;
    }
  }

  async function perform(left: number): Promise<void> {
    if (left === 0 && created !== thing) {
      // The same name and the same attributes: AWS's CreateThing then changes nothing.
      await iot.send(new CreateThingCommand({ thingName: thing }));
      setCreated(thing);
      if (certificate) {
        await iot.send(new AttachThingPrincipalCommand({ thingName: thing, principal: certificate.arn }));
      }
    }
    if (left === 2 && certificate && attached !== policy.name) {
      if (policy.kind === 'new') {
        await createPolicy(policy.name, policy.document);
      }
      await iot.send(new AttachPolicyCommand({ policyName: policy.name, target: certificate.arn }));
      setAttached(policy.name);
    }
  }

  /** The second device of a newcomer finds the policy of the first. */
  async function createPolicy(policyName: string, policyDocument: string): Promise<void> {
    try {
      await iot.send(new CreatePolicyCommand({ policyName, policyDocument }));
    } catch (error) {
      if (!isNamed(error, 'ResourceAlreadyExistsException')) {
        throw error;
      }
    }
  }

  const goTo = async (requested: number) => {
    doing.clear();
    setProblem(undefined);
    for (let left = step; left < requested; left++) {
      const found = obstacle(left);
      if (found !== undefined) {
        setStep(left);
        setProblem(found);
        return;
      }
      if (!(await doing.run(() => perform(left)))) {
        setStep(left);
        return;
      }
    }
    setStep(requested);
  };

  return (
    <Wizard
      activeStepIndex={step}
      isLoadingNextStep={doing.busy}
      onNavigate={(event) => void goTo(event.detail.requestedStepIndex)}
      onCancel={() => void navigate(paths.dashboard)}
      onSubmit={() => void navigate(paths.thing(thing))}
      submitButtonText={t.start.finish}
      i18nStrings={{
        stepNumberLabel: t.start.step,
        collapsedStepsLabel: t.start.collapsed,
        cancelButton: t.cancel,
        previousButton: t.start.previous,
        nextButton: t.start.next,
        optional: t.optional,
      }}
      steps={[
        {
          title: t.start.thing,
          description: t.start.thingText,
          errorText: undefined,
          content: (
            <>
              <ThingStep name={thing} onChange={setThing} problem={step === 0 ? problem : undefined} onEnter={() => void goTo(1)} />
              <Failed error={doing.error} />
            </>
          ),
        },
        {
          title: t.start.certificate,
          description: t.start.certificateText,
          errorText: step === 1 ? problem : undefined,
          content: (
            <CertificateStep
              target={target}
              certificate={certificate}
              onCreate={async () => {
                const made = await createCertificate(iot);
                // Kept first: should the attachment fail, the key is not lost.
                setCertificate(made);
                await iot.send(new AttachThingPrincipalCommand({ thingName: thing, principal: made.arn }));
              }}
              onKeySaved={() => {
                setKeySaved(true);
                setProblem(undefined);
              }}
            />
          ),
        },
        {
          title: t.start.policy,
          description: t.start.policyText,
          content: (
            <>
              <PolicyStep choice={policy} onChange={setPolicy} problem={step === 2 ? problem : undefined} />
              <Failed error={doing.error} />
            </>
          ),
        },
        {
          title: t.start.connect,
          description: t.start.connectReady,
          content: step === LAST && certificate ? <ConnectStep target={target} certificateId={certificate.id} /> : null,
        },
      ]}
    />
  );
}
