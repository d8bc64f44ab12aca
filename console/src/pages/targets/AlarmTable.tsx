import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm, SetAlarmStateCommand, type StateValue } from '@aws-sdk/client-cloudwatch';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFlash } from '../../app/flash';
import { all } from '../../aws/all';
import { useAws } from '../../aws/clients';
import { Snippet } from '../../components/Copyable';
import { Failed } from '../../components/Failed';
import { ListSection } from '../../components/Section';
import { useFormatDate, useT } from '../../i18n';
import { useAction, useLoad } from '../../lib/load';

const STATES: readonly StateValue[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const LOOKS: Readonly<Record<StateValue, StatusIndicatorProps.Type>> = { OK: 'success', ALARM: 'error', INSUFFICIENT_DATA: 'pending' };

/** Alarms with their state, which can be set to try what they do. */
export function AlarmTable() {
  const t = useT();
  const words = t.targets.cloudWatch;
  const date = useFormatDate();
  const cloudWatch = useAws().client(CloudWatchClient);
  const { tell } = useFlash();
  const setting = useAction();
  const alarms = useLoad(
    () =>
      all(async (NextToken) => {
        const page = await cloudWatch.send(new DescribeAlarmsCommand({ NextToken }));
        return { items: page.MetricAlarms, next: page.NextToken };
      }),
    [cloudWatch],
  );
  const set = (alarm: MetricAlarm, StateValue: StateValue) =>
    void setting.run(async () => {
      await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: alarm.AlarmName, StateValue, StateReason: 'Set in the console' }));
      tell(words.stateSet(alarm.AlarmName!, StateValue));
      alarms.reload();
    });
  return (
    <SpaceBetween size="l">
      <Failed error={setting.error} />
      <ListSection<MetricAlarm>
        title={words.alarms}
        description={words.alarmsText}
        load={alarms}
        name={(alarm) => alarm.AlarmName!}
        actions={<Button iconName="refresh" ariaLabel={t.reload} onClick={alarms.reload} />}
        empty={{
          title: words.noAlarms,
          hint: (
            <>
              {words.noAlarmsHint}
              <div className="recipe">
                <div>{t.targets.cli}</div>
                <Snippet
                  code={`aws cloudwatch put-metric-alarm --alarm-name hot --namespace rooms --metric-name temperature \\
    --statistic Average --period 60 --evaluation-periods 1 --threshold 30 --comparison-operator GreaterThanThreshold`}
                  label={words.alarms}
                />
              </div>
            </>
          ),
        }}
        columns={[
          { id: 'name', header: t.name, isRowHeader: true, cell: (alarm) => alarm.AlarmName },
          { id: 'state', header: words.state, cell: (alarm) => <StatusIndicator type={LOOKS[alarm.StateValue!]}>{alarm.StateValue}</StatusIndicator> },
          { id: 'condition', header: words.condition, cell: conditionOf },
          { id: 'why', header: t.events.why, cell: (alarm) => <span className="server-words">{alarm.StateReason}</span> },
          { id: 'since', header: words.since, cell: (alarm) => date(alarm.StateUpdatedTimestamp) },
          {
            id: 'set',
            header: t.actions,
            cell: (alarm) => (
              <ButtonDropdown
                variant="inline-icon"
                ariaLabel={`${words.setState}: ${alarm.AlarmName}`}
                expandToViewport
                items={STATES.filter((state) => state !== alarm.StateValue).map((state) => ({ id: state, text: `${words.setState}: ${state}` }))}
                onItemClick={(event) => set(alarm, event.detail.id as StateValue)}
              />
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}

/** In the words of the API; an alarm on an expression has no metric of its own. */
function conditionOf(alarm: MetricAlarm): string {
  const what = alarm.MetricName ? `${alarm.Statistic ?? alarm.ExtendedStatistic ?? ''}(${alarm.MetricName})` : (alarm.Metrics ?? []).map((metric) => metric.Expression ?? metric.Id).join(', ');
  return `${what} ${alarm.ComparisonOperator} ${alarm.Threshold ?? ''}`;
}
