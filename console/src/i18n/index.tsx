import { I18nProvider, type I18nProviderProps } from '@cloudscape-design/components/i18n';
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en, type Messages } from './en';

export type Locale = 'en' | 'ja';
export type Theme = 'light' | 'dark' | 'system';

interface Preferences {
  locale: Locale;
  theme: Theme;
  dark: boolean;
  t: Messages;
  setLocale: (locale: Locale) => void;
  setTheme: (theme: Theme) => void;
}

/** A language other than English is fetched when it is wanted; so are the words of the components. */
async function wordsOf(locale: Locale): Promise<{ t: Messages; components: I18nProviderProps.Messages }> {
  switch (locale) {
    case 'en':
      return { t: en, components: (await import('@cloudscape-design/components/i18n/messages/all.en')).default };
    case 'ja': {
      const [own, components] = await Promise.all([
        import('./ja'),
        import('@cloudscape-design/components/i18n/messages/all.ja'),
      ]);
      return { t: own.ja, components: components.default };
    }
  }
}

const Context = createContext<Preferences | undefined>(undefined);
const DARK = '(prefers-color-scheme: dark)';

function stored<T extends string>(key: string, values: readonly T[], otherwise: T): T {
  const value = localStorage.getItem(`mooring.${key}`);
  return values.find((known) => known === value) ?? otherwise;
}

/** Language and theme: as chosen here before, else as the browser has them. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(() =>
    stored('locale', ['en', 'ja'], navigator.language.startsWith('ja') ? 'ja' : 'en'),
  );
  const [theme, setTheme] = useState<Theme>(() => stored('theme', ['light', 'dark', 'system'], 'system'));
  const [systemDark, setSystemDark] = useState(() => matchMedia(DARK).matches);
  const [words, setWords] = useState<Awaited<ReturnType<typeof wordsOf>> & { locale: Locale }>();

  useEffect(() => {
    const query = matchMedia(DARK);
    const listen = () => setSystemDark(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);

  const dark = theme === 'dark' || (theme === 'system' && systemDark);
  useEffect(() => {
    applyMode(dark ? Mode.Dark : Mode.Light);
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);

  useEffect(() => {
    let current = true;
    void wordsOf(locale).then((found) => {
      if (current) {
        setWords({ ...found, locale });
        document.documentElement.lang = locale;
      }
    });
    return () => {
      current = false;
    };
  }, [locale]);

  const preferences = useMemo(
    () =>
      words && {
        locale: words.locale,
        theme,
        dark,
        t: words.t,
        setLocale: (chosen: Locale) => {
          localStorage.setItem('mooring.locale', chosen);
          setLocale(chosen);
        },
        setTheme: (chosen: Theme) => {
          localStorage.setItem('mooring.theme', chosen);
          setTheme(chosen);
        },
      },
    [words, theme, dark],
  );
  if (!words || !preferences) {
    return null;
  }
  return (
    <I18nProvider locale={words.locale} messages={[words.components]}>
      <Context.Provider value={preferences}>{children}</Context.Provider>
    </I18nProvider>
  );
}

export function usePreferences(): Preferences {
  const preferences = useContext(Context);
  if (!preferences) {
    throw new Error('used outside of PreferencesProvider');
  }
  return preferences;
}

export function useT(): Messages {
  return usePreferences().t;
}

/** Dates and times as the language writes them, in the time zone of the browser. */
export function useFormatDate(): (date: Date | undefined) => string {
  const { locale } = usePreferences();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
    return (date: Date | undefined) => (date ? format.format(date) : '–');
  }, [locale]);
}
