import '@cloudscape-design/global-styles/index.css';
import './console.css';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app/App';
import { PreferencesProvider } from './i18n';

/** The bar on top measures its words once: not before their font is there, but nobody waits long for a font. */
async function fontsOfTheBar(): Promise<void> {
  const fonts = Promise.all(['400 14px', '700 18px'].map((font) => document.fonts.load(`${font} "Open Sans"`)));
  await Promise.race([fonts, new Promise((resolve) => setTimeout(resolve, 500))]).catch(() => {});
}

await fontsOfTheBar();
createRoot(document.getElementById('root')!).render(
  <PreferencesProvider>
    <BrowserRouter basename="/console">
      <App />
    </BrowserRouter>
  </PreferencesProvider>,
);
