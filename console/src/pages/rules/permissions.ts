import type { TopicRulePayload } from '@aws-sdk/client-iot';
import { AddPermissionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { isNamed } from '../../aws/errors';

/** Lets a rule invoke its functions, as AWS's console does: without it, each invocation is refused. */
export async function allowInvocations(lambda: LambdaClient, payload: TopicRulePayload, ruleArn: string): Promise<void> {
  const actions = [...(payload.actions ?? []), ...(payload.errorAction ? [payload.errorAction] : [])];
  const functions = new Set(actions.flatMap((action) => (action.lambda?.functionArn ? [action.lambda.functionArn] : [])));
  for (const functionArn of functions) {
    try {
      await lambda.send(
        new AddPermissionCommand({
          FunctionName: functionArn,
          StatementId: `iot-rule-${ruleArn.slice(ruleArn.lastIndexOf('/') + 1)}`,
          Action: 'lambda:InvokeFunction',
          Principal: 'iot.amazonaws.com',
          SourceArn: ruleArn,
        }),
      );
    } catch (error) {
      if (!isNamed(error, 'ResourceConflictException')) {
        throw error;
      }
    }
  }
}
