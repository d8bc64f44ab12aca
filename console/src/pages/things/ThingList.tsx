import { ListThingsCommand, type ThingAttribute } from '@aws-sdk/client-iot';
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import { useCallback, useState } from 'react';
import { useFlash } from '../../app/flash';
import { paths } from '../../app/paths';
import { useAws } from '../../aws/clients';
import { deleteThing } from '../../aws/remove';
import { DeleteModal } from '../../components/ConfirmModal';
import { Link, LinkButton } from '../../components/Link';
import { Empty, ResourceTable } from '../../components/ResourceTable';
import { useT } from '../../i18n';
import { usePages } from '../../lib/pages';
import { attributesText } from './attributes';

const nameOf = (thing: ThingAttribute) => thing.thingName!;

export default function ThingList() {
  const t = useT();
  const { iot } = useAws();
  const { tell } = useFlash();
  const [typed, setTyped] = useState('');
  const [attribute, setAttribute] = useState<{ name: string; value: string }>();
  const [deleting, setDeleting] = useState<{ things: ThingAttribute[]; done: () => void }>();
  const fetch = useCallback(
    async (nextToken: string | undefined) => {
      const page = await iot.send(
        new ListThingsCommand({
          nextToken,
          // The first answer shows soon; who goes on gets more at a time.
          maxResults: nextToken === undefined ? 50 : 250,
          ...(attribute && { attributeName: attribute.name, attributeValue: attribute.value }),
        }),
      );
      return { items: page.things ?? [], next: page.nextToken };
    },
    [iot, attribute],
  );
  const pages = usePages(fetch, [fetch]);
  const askForAttribute = () => {
    const at = typed.indexOf('=');
    setAttribute(at > 0 ? { name: typed.slice(0, at).trim(), value: typed.slice(at + 1).trim() } : undefined);
  };

  return (
    <>
      <ResourceTable
        pages={pages}
        title={t.things.title}
        description={t.things.subtitle}
        parents={[{ text: t.product, to: paths.dashboard }]}
        name={nameOf}
        filterLabel={t.table.filter}
        filtered={attribute !== undefined}
        filterExtra={
          <Input
            value={typed}
            type="search"
            placeholder={`${t.things.attributeFilter}: ${t.things.attributeFilterHint}`}
            ariaLabel={`${t.things.attributeFilter}: ${t.things.attributeFilterHint}`}
            onChange={(event) => {
              setTyped(event.detail.value);
              if (event.detail.value === '') {
                setAttribute(undefined);
              }
            }}
            onBlur={askForAttribute}
            onKeyDown={(event) => event.detail.key === 'Enter' && askForAttribute()}
          />
        }
        columns={[
          {
            id: 'name',
            header: t.name,
            isRowHeader: true,
            cell: (thing) => <Link to={paths.thing(nameOf(thing))}>{nameOf(thing)}</Link>,
          },
          { id: 'attributes', header: t.things.attributes, cell: (thing) => attributesText(thing.attributes) || '–' },
          { id: 'version', header: t.things.version, cell: (thing) => thing.version },
        ]}
        empty={
          <Empty title={t.things.empty} hint={t.things.emptyHint}>
            <LinkButton to={paths.start}>{t.shell.start}</LinkButton>
          </Empty>
        }
        actions={(selected, done) => (
          <Button disabled={selected.length === 0} onClick={() => setDeleting({ things: selected, done })}>
            {t.remove}
          </Button>
        )}
        create={
          <LinkButton to={paths.newThing} variant="primary">
            {t.things.create}
          </LinkButton>
        }
      />
      {deleting && (
        <DeleteModal
          items={deleting.things}
          name={nameOf}
          one={t.things.one}
          many={t.things.many}
          hint={t.things.deleteHint}
          remove={(thing) => deleteThing(iot, nameOf(thing))}
          onDeleted={(text) => tell(text)}
          onClose={() => {
            setDeleting(undefined);
            deleting.done();
          }}
        />
      )}
    </>
  );
}
