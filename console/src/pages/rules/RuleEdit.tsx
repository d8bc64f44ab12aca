import { GetTopicRuleCommand, ReplaceTopicRuleCommand } from '@aws-sdk/client-iot';
import { useNavigate } from 'react-router';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { Loaded } from '../../components/Page';
import { useT } from '../../i18n';
import { useLoad } from '../../lib/load';
import { allowInvocations } from './permissions';
import { RuleForm } from './RuleForm';

export default function RuleEdit({ name }: { name: string }) {
  const t = useT();
  const { iot, lambda } = useAws();
  const { tell } = useFlash();
  const navigate = useNavigate();
  const found = useLoad(() => iot.send(new GetTopicRuleCommand({ ruleName: name })), [iot, name]);
  return (
    <Loaded load={found}>
      {(value) => (
        <RuleForm
          title={t.rules.edit(name)}
          submit={t.save}
          rule={value.rule!}
          parents={[
            { text: t.product, to: paths.dashboard },
            { text: t.rules.title, to: paths.rules },
            { text: name, to: paths.rule(name) },
          ]}
          onSubmit={async (ruleName, topicRulePayload) => {
            await iot.send(new ReplaceTopicRuleCommand({ ruleName, topicRulePayload }));
            await allowInvocations(lambda, topicRulePayload, value.ruleArn!).catch(() => tell(t.rules.createdNoPermission(ruleName), 'warning'));
            tell(t.rules.savedFlash(ruleName));
            void navigate(paths.rule(ruleName));
          }}
        />
      )}
    </Loaded>
  );
}
