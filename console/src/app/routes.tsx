import { type ComponentType, lazy } from 'react';
import { Route, Routes, useParams } from 'react-router';
import { NotFound } from '../pages/NotFound';
import { paths } from './paths';

/** Each page is a file of its own for the browser too. */
const Dashboard = lazy(() => import('../pages/Dashboard'));
const ThingList = lazy(() => import('../pages/things/ThingList'));
const ThingCreate = lazy(() => import('../pages/things/ThingCreate'));
const ThingDetail = lazy(() => import('../pages/things/ThingDetail'));

/** Another name is another page: nothing of the one before stays on it. */
function Named({ page: Detail }: { page: ComponentType<{ name: string }> }) {
  const { name } = useParams();
  return <Detail key={name} name={name!} />;
}

export function Pages() {
  return (
    <Routes>
      <Route path={paths.dashboard} element={<Dashboard />} />
      <Route path={paths.things} element={<ThingList />} />
      <Route path={paths.newThing} element={<ThingCreate />} />
      <Route path="/thing/:name" element={<Named page={ThingDetail} />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
