import Box from '@cloudscape-design/components/box';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type Locale, type Theme, usePreferences } from '../i18n';

export const LANGUAGES: readonly { id: Locale; text: string }[] = [
  { id: 'en', text: 'English' },
  { id: 'ja', text: '日本語' },
];

export function useThemes(): { id: Theme; text: string }[] {
  const { t } = usePreferences();
  return [
    { id: 'light', text: t.preferences.light },
    { id: 'dark', text: t.preferences.dark },
    { id: 'system', text: t.preferences.system },
  ];
}

/** Language and theme for those who are not signed in. */
export function PreferenceButtons() {
  const { t, locale, setLocale, setTheme } = usePreferences();
  const themes = useThemes();
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <ButtonDropdown
          variant="normal"
          items={LANGUAGES.map((language) => ({ ...language, itemType: 'action' as const }))}
          onItemClick={(event) => setLocale(event.detail.id as Locale)}
        >
          {LANGUAGES.find((language) => language.id === locale)!.text}
        </ButtonDropdown>
        <ButtonDropdown items={themes} onItemClick={(event) => setTheme(event.detail.id as Theme)}>
          {t.preferences.theme}
        </ButtonDropdown>
      </SpaceBetween>
    </Box>
  );
}
