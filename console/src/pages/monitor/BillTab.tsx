import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useSearchParams } from 'react-router';
import { useAws } from '../../aws/clients';
import { Failed } from '../../components/Failed';
import { Figures } from '../../components/Figures';
import { Waiting } from '../../components/Waiting';
import { usePreferences, useT } from '../../i18n';
import { usePoll } from '../../lib/poll';
import { type Bill, type BillLine, dollarsText, fetchBill, formulaOf, measuredOf, type Window, WINDOWS } from './bill';
import type { MeterName } from './history';

const EVERY_MILLIS = 30_000;

/** What the same traffic would cost at AWS in a month, each line with its formula. */
export function BillTab() {
  const t = useT();
  const words = t.monitor.bill;
  const { mooring } = useAws();
  const [query, setQuery] = useSearchParams();
  const asked = query.get('window');
  const window: Window = asked !== null && asked in WINDOWS ? (asked as Window) : 'hour';
  const { value, error } = usePoll(async (signal) => ({ window, bill: await fetchBill(mooring, window, signal) }), EVERY_MILLIS, [mooring, window]);
  const bill = value?.window === window ? value.bill : undefined;
  return (
    <SpaceBetween size="l">
      <div className="fields">
        <FormField label={words.window}>
          <Select
            selectedOption={{ value: window, label: words.windows[window] }}
            options={(Object.keys(WINDOWS) as Window[]).map((known) => ({ value: known, label: words.windows[known] }))}
            onChange={(event) => setQuery({ tab: 'bill', window: event.detail.selectedOption.value! }, { replace: true })}
          />
        </FormField>
      </div>
      <Failed error={error} />
      {bill ? <Lines bill={bill} /> : error === undefined && <Waiting />}
    </SpaceBetween>
  );
}

function Lines({ bill }: { bill: Bill }) {
  const t = useT();
  const words = t.monitor.bill;
  const { locale } = usePreferences();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  return (
    <SpaceBetween size="l">
      <Figures title={words.total} description={words.totalText(bill.region, bill.pricesNotedOn)} figures={[{ label: words.month, value: dollarsText(bill.dollars, locale) }]} />
      {!bill.pricesComparedWithAws && <Alert type="warning">{words.notCompared}</Alert>}
      <Table<BillLine>
        items={bill.lines}
        wrapLines
        ariaLabels={{ tableLabel: words.lines }}
        header={
          <Header variant="h2" description={words.linesText}>
            {words.lines}
          </Header>
        }
        columnDefinitions={[
          {
            id: 'item',
            header: words.item,
            isRowHeader: true,
            minWidth: 220,
            cell: ({ item }) => (
              <>
                <div>{words.items[item].title}</div>
                <Box color="text-body-secondary" fontSize="body-s">
                  {words.items[item].text}
                </Box>
              </>
            ),
          },
          {
            id: 'measured',
            header: words.measured,
            minWidth: 180,
            cell: (line) => (
              <>
                <div>{number.format(measuredOf(line))}</div>
                {Object.entries(line.parts).filter(([, amount]) => amount > 0).length > 1 &&
                  Object.entries(line.parts)
                    .filter(([, amount]) => amount > 0)
                    .map(([part, amount]) => (
                      <Box key={part} color="text-body-secondary" fontSize="body-s">
                        {`${number.format(amount)} ${words.parts[part as MeterName & keyof typeof words.parts]}`}
                      </Box>
                    ))}
              </>
            ),
          },
          {
            id: 'formula',
            header: words.formula,
            minWidth: 260,
            cell: (line) => {
              const steps = formulaOf(line, bill, locale);
              return steps.length === 0 ? '–' : steps.map((step) => <div key={step}>{step}</div>);
            },
          },
          { id: 'dollars', header: words.month, minWidth: 110, cell: (line) => dollarsText(line.dollars, locale) },
        ]}
      />
      <Alert type="info" header={words.notes}>
        <ul className="names">
          {words.noteList.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Alert>
    </SpaceBetween>
  );
}
