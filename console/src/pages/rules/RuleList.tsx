import { DeleteTopicRuleCommand, DisableTopicRuleCommand, EnableTopicRuleCommand, ListTopicRulesCommand, type TopicRuleListItem } from '@aws-sdk/client-iot';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, useState } from 'react';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { ConfirmModal, DeleteModal, each } from '../../components/ConfirmModal';
import { Link, LinkButton } from '../../components/Link';
import { Empty, ResourceTable } from '../../components/ResourceTable';
import { useFormatDate, useT } from '../../i18n';
import { usePages } from '../../lib/pages';

const nameOf = (rule: TopicRuleListItem) => rule.ruleName!;

export function RuleStatus({ disabled }: { disabled: boolean | undefined }) {
  const t = useT();
  return <StatusIndicator type={disabled ? 'stopped' : 'success'}>{disabled ? t.rules.disabled : t.rules.enabled}</StatusIndicator>;
}

export default function RuleList() {
  const t = useT();
  const date = useFormatDate();
  const { iot } = useAws();
  const { tell } = useFlash();
  const [asking, setAsking] = useState<{ to: 'enable' | 'disable' | 'delete'; rules: TopicRuleListItem[]; done: () => void }>();
  const fetch = useCallback(
    async (nextToken: string | undefined) => {
      const page = await iot.send(new ListTopicRulesCommand({ nextToken, maxResults: 250 }));
      return { items: page.rules ?? [], next: page.nextToken };
    },
    [iot],
  );
  const pages = usePages(fetch, [fetch]);
  const close = () => {
    setAsking(undefined);
    asking?.done();
  };
  return (
    <>
      <ResourceTable
        pages={pages}
        title={t.rules.title}
        description={t.rules.subtitle}
        parents={[{ text: t.product, to: paths.dashboard }]}
        name={nameOf}
        filterLabel={t.table.filter}
        columns={[
          { id: 'name', header: t.name, isRowHeader: true, cell: (rule) => <Link to={paths.rule(nameOf(rule))}>{nameOf(rule)}</Link> },
          { id: 'status', header: t.status, cell: (rule) => <RuleStatus disabled={rule.ruleDisabled} /> },
          { id: 'topic', header: t.rules.topic, cell: (rule) => rule.topicPattern ?? '–' },
          { id: 'created', header: t.created, cell: (rule) => date(rule.createdAt) },
        ]}
        empty={<Empty title={t.rules.empty} hint={t.rules.emptyHint} />}
        actions={(selected, done) => (
          <ButtonDropdown
            disabled={selected.length === 0}
            items={[
              { id: 'enable', text: t.rules.enable },
              { id: 'disable', text: t.rules.disable },
              { id: 'delete', text: t.remove },
            ]}
            onItemClick={(event) => setAsking({ to: event.detail.id as 'enable', rules: selected, done })}
          >
            {t.actions}
          </ButtonDropdown>
        )}
        create={
          <LinkButton to={paths.newRule} variant="primary">
            {t.rules.create}
          </LinkButton>
        }
      />
      {asking?.to === 'delete' && (
        <DeleteModal
          items={asking.rules}
          name={nameOf}
          one={t.rules.one}
          many={t.rules.many}
          hint={t.rules.deleteHint}
          remove={(rule) => iot.send(new DeleteTopicRuleCommand({ ruleName: nameOf(rule) }))}
          onDeleted={(text) => tell(text)}
          onClose={close}
        />
      )}
      {asking && asking.to !== 'delete' && (
        <ConfirmModal
          title={`${t.rules[asking.to]} (${asking.rules.length})`}
          confirm={t.rules[asking.to]}
          onClose={close}
          onConfirm={async () => {
            await each(
              asking.rules,
              (rule) =>
                asking.to === 'enable'
                  ? iot.send(new EnableTopicRuleCommand({ ruleName: nameOf(rule) }))
                  : iot.send(new DisableTopicRuleCommand({ ruleName: nameOf(rule) })),
              t.table.failed,
            );
            tell(t.rules.changed(asking.rules.length));
          }}
        />
      )}
    </>
  );
}
