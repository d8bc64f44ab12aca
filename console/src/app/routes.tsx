import { type ComponentType, lazy } from 'react';
import { Route, Routes, useParams } from 'react-router';
import { NotFound } from '../pages/NotFound';
import { paths } from './paths';

/** Each page is a file of its own for the browser too. */
const Dashboard = lazy(() => import('../pages/Dashboard'));
const ThingList = lazy(() => import('../pages/things/ThingList'));
const ThingCreate = lazy(() => import('../pages/things/ThingCreate'));
const ThingDetail = lazy(() => import('../pages/things/ThingDetail'));
const CertificateList = lazy(() => import('../pages/certificates/CertificateList'));
const CertificateDetail = lazy(() => import('../pages/certificates/CertificateDetail'));
const PolicyList = lazy(() => import('../pages/policies/PolicyList'));
const PolicyCreate = lazy(() => import('../pages/policies/PolicyCreate'));
const PolicyDetail = lazy(() => import('../pages/policies/PolicyDetail'));
const GetStarted = lazy(() => import('../pages/start/GetStarted'));

/** Another name is another page: nothing of the one before stays on it. */
function Named({ page: Detail }: { page: ComponentType<{ name: string }> }) {
  const { name } = useParams();
  return <Detail key={name} name={name!} />;
}

export function Pages() {
  return (
    <Routes>
      <Route path={paths.dashboard} element={<Dashboard />} />
      <Route path={paths.start} element={<GetStarted />} />
      <Route path={paths.things} element={<ThingList />} />
      <Route path={paths.newThing} element={<ThingCreate />} />
      <Route path="/thing/:name" element={<Named page={ThingDetail} />} />
      <Route path={paths.certificates} element={<CertificateList />} />
      <Route path="/certificate/:name" element={<Named page={CertificateDetail} />} />
      <Route path={paths.policies} element={<PolicyList />} />
      <Route path={paths.newPolicy} element={<PolicyCreate />} />
      <Route path="/policy/:name" element={<Named page={PolicyDetail} />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
