import '@cloudscape-design/global-styles/index.css';
import './console.css';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app/App';
import { PreferencesProvider } from './i18n';

createRoot(document.getElementById('root')!).render(
  <PreferencesProvider>
    <BrowserRouter basename="/console">
      <App />
    </BrowserRouter>
  </PreferencesProvider>,
);
