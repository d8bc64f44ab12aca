import { DynamoDBClient, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { useAws } from '../../aws/clients';
import { Failed } from '../../components/Failed';
import { Section } from '../../components/Section';
import { useT } from '../../i18n';
import { useAction } from '../../lib/load';
import { CONDITIONS, type Condition, type Item, type Key, keyProblem, type KeyQuestion, queryOf, type Searchable } from './items';
import { ItemTable } from './ItemTable';

const PAGE = 100;

type Found = { items: Item[]; last: Item | undefined; ask: Ask };
type Ask = (last: Item | undefined) => Promise<{ Items?: Item[]; LastEvaluatedKey?: Item }>;

/** Scans or queries a table, a page at a time. The first page of all is there at once. */
export function ItemSearch({ table, searchables }: { table: string; searchables: readonly Searchable[] }) {
  const t = useT();
  const words = t.targets.tables;
  const dynamo = useAws().client(DynamoDBClient);
  const [kind, setKind] = useState('scan');
  const [index, setIndex] = useState('');
  const [question, setQuestion] = useState<KeyQuestion>({ partition: '', condition: 'any', sort: '', sortTo: '' });
  const [tried, setTried] = useState(false);
  const [found, setFound] = useState<Found>();
  const searching = useAction();
  const searched = searchables.find((known) => known.index === index)!;

  const scan: Ask = (ExclusiveStartKey) =>
    dynamo.send(new ScanCommand({ TableName: table, ...(index === '' ? {} : { IndexName: index }), Limit: PAGE, ExclusiveStartKey }));
  const run = (ask: Ask, before?: Found) =>
    void searching.run(async () => {
      const page = await ask(before?.last);
      setFound({ items: [...(before?.items ?? []), ...(page.Items ?? [])], last: page.LastEvaluatedKey, ask });
    });
  useEffect(() => run(scan), [dynamo, table]); // eslint-disable-line react-hooks/exhaustive-deps

  const problems = kind === 'scan' ? [] : problemsOf(searched, question);
  const problem = (member: keyof KeyQuestion, type: Key['type']) => {
    const wrong = problems.includes(member) && (tried || question[member] !== '') ? keyProblem(type, question[member]) : undefined;
    return wrong && { empty: t.signIn.required, number: words.notNumber, base64: words.notBase64 }[wrong];
  };
  const set = (change: Partial<KeyQuestion>) => setQuestion((before) => ({ ...before, ...change }));

  return (
    <>
      <Section title={words.find}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (problems.length === 0 && !searching.busy) {
              const members = kind === 'scan' ? undefined : queryOf(searched, question);
              run(members ? (ExclusiveStartKey) => dynamo.send(new QueryCommand({ TableName: table, Limit: PAGE, ExclusiveStartKey, ...members })) : scan);
            }
          }}
        >
          <SpaceBetween size="m">
            <SegmentedControl
              label={words.find}
              selectedId={kind}
              options={[
                { id: 'scan', text: words.scan },
                { id: 'query', text: words.query },
              ]}
              onChange={(event) => setKind(event.detail.selectedId)}
            />
            <div className="fields">
              {searchables.length > 1 && (
                <FormField label={words.searched}>
                  <Select
                    selectedOption={{ value: index, label: index || words.table }}
                    options={searchables.map((known) => ({ value: known.index, label: known.index || words.table }))}
                    onChange={(event) => setIndex(event.detail.selectedOption.value!)}
                  />
                </FormField>
              )}
              {kind === 'query' && (
                <FormField label={`${words.partitionKey}: ${searched.partition.name}`} errorText={problem('partition', searched.partition.type)}>
                  <Input value={question.partition} onChange={(event) => set({ partition: event.detail.value })} spellcheck={false} />
                </FormField>
              )}
              {kind === 'query' && searched.sort && (
                <SortCondition sort={searched.sort} question={question} problem={(member) => problem(member, searched.sort!.type)} onChange={set} />
              )}
            </div>
            <Button formAction="submit" loading={searching.busy}>
              {t.targets.run}
            </Button>
            <Failed error={searching.error} />
          </SpaceBetween>
        </form>
      </Section>
      <ItemTable
        keys={[searchables[0]!.partition.name, ...(searchables[0]!.sort ? [searchables[0]!.sort.name] : [])]}
        items={found?.items}
        more={found?.last !== undefined}
        loading={searching.busy}
        onMore={() => run(found!.ask, found)}
      />
    </>
  );
}

function SortCondition({
  sort,
  question,
  problem,
  onChange,
}: {
  sort: Key;
  question: KeyQuestion;
  problem: (member: 'sort' | 'sortTo') => string | undefined;
  onChange: (change: Partial<KeyQuestion>) => void;
}) {
  const t = useT();
  const words = t.targets.tables;
  const offered = CONDITIONS.filter((condition) => condition !== 'begins_with' || sort.type !== 'N');
  return (
    <>
      <FormField label={`${words.sortKey}: ${sort.name}`}>
        <Select
          selectedOption={{ value: question.condition, label: words.conditions[question.condition] }}
          options={offered.map((condition) => ({ value: condition, label: words.conditions[condition] }))}
          onChange={(event) => onChange({ condition: event.detail.selectedOption.value as Condition })}
        />
      </FormField>
      {question.condition !== 'any' && (
        <FormField label={sort.name} errorText={problem('sort')}>
          <Input value={question.sort} onChange={(event) => onChange({ sort: event.detail.value })} spellcheck={false} />
        </FormField>
      )}
      {question.condition === 'BETWEEN' && (
        <FormField label={`${words.to} ${sort.name}`} errorText={problem('sortTo')}>
          <Input value={question.sortTo} onChange={(event) => onChange({ sortTo: event.detail.value })} spellcheck={false} />
        </FormField>
      )}
    </>
  );
}

/** The members that must be filled in, or filled in better, before the question can be asked. */
function problemsOf({ partition, sort }: Searchable, question: KeyQuestion): (keyof KeyQuestion)[] {
  const wrong = (type: Key['type'], member: 'partition' | 'sort' | 'sortTo') => (keyProblem(type, question[member]) ? [member] : []);
  return [
    ...wrong(partition.type, 'partition'),
    ...(sort && question.condition !== 'any' ? wrong(sort.type, 'sort') : []),
    ...(sort && question.condition === 'BETWEEN' ? wrong(sort.type, 'sortTo') : []),
  ];
}
