import { CreateTopicRuleCommand } from '@aws-sdk/client-iot';
import { useNavigate } from 'react-router';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { useT } from '../../i18n';
import { allowInvocations } from './permissions';
import { RuleForm } from './RuleForm';

export default function RuleCreate() {
  const t = useT();
  const { iot, lambda, session } = useAws();
  const { tell } = useFlash();
  const navigate = useNavigate();
  return (
    <RuleForm
      title={t.rules.create}
      submit={t.rules.create}
      parents={[
        { text: t.product, to: paths.dashboard },
        { text: t.rules.title, to: paths.rules },
      ]}
      onSubmit={async (ruleName, topicRulePayload) => {
        await iot.send(new CreateTopicRuleCommand({ ruleName, topicRulePayload }));
        try {
          await allowInvocations(lambda, topicRulePayload, `arn:aws:iot:${session.region}:${session.account}:rule/${ruleName}`);
          tell(t.rules.createdFlash(ruleName));
        } catch {
          // The rule is there; that its function is out of reach is no reason to fill in the form again.
          tell(t.rules.createdNoPermission(ruleName), 'warning');
        }
        void navigate(paths.rule(ruleName));
      }}
    />
  );
}
