import type { Session } from '../../app/session';
import type { CallMooring } from '../../aws/mooring';
import { type Measured, readMetrics } from '../../lib/prometheus';

/** What became of a rule's messages since the server started; the names are those of AWS's metrics. */
export interface RuleFigures {
  rule: string;
  topicMatch: number;
  rulesExecuted: number;
  success: number;
  failure: number;
  errors: number;
  waiting: number;
}

const MEMBERS: Readonly<Record<string, keyof Omit<RuleFigures, 'rule'>>> = {
  aws_iot_TopicMatch_total: 'topicMatch',
  aws_iot_RulesExecuted_total: 'rulesExecuted',
  aws_iot_Success_total: 'success',
  aws_iot_Failure_total: 'failure',
  aws_iot_ParseError_total: 'errors',
  aws_iot_EvaluationFailed_total: 'errors',
  aws_iot_RuleMessageThrottled_total: 'errors',
  mooring_rules_waiting: 'waiting',
};

export async function ruleFigures(mooring: CallMooring, session: Session, signal?: AbortSignal): Promise<RuleFigures[]> {
  const text = await mooring<string>('GET', '/mooring/metrics', signal ? { signal } : {});
  return figuresOf(readMetrics(text), session);
}

/** Of the rules of one account and region, by name. */
export function figuresOf(metrics: readonly Measured[], { account, region }: { account: string; region: string }): RuleFigures[] {
  const rules = new Map<string, RuleFigures>();
  for (const { name, labels, value } of metrics) {
    const member = MEMBERS[name];
    if (member === undefined || !labels.RuleName || labels.account !== account || labels.region !== region) {
      continue;
    }
    const figures = rules.get(labels.RuleName) ?? {
      rule: labels.RuleName,
      topicMatch: 0,
      rulesExecuted: 0,
      success: 0,
      failure: 0,
      errors: 0,
      waiting: 0,
    };
    figures[member] += value;
    rules.set(labels.RuleName, figures);
  }
  return [...rules.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
}
