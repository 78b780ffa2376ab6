/** Light, dark, or as the system has it. Kept for the next visit where the browser allows. */

export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

const KEY = 'meniscus-theme';

export class Theme {
  name = $state<ThemeName>('system');

  constructor() {
    const kept = localStorage.getItem(KEY);
    this.set(THEMES.find((t) => t === kept) ?? 'system');
  }

  /** The next of the three. */
  turn(): void {
    this.set(THEMES[(THEMES.indexOf(this.name) + 1) % THEMES.length] ?? 'system');
  }

  private set(name: ThemeName): void {
    this.name = name;
    document.documentElement.dataset['theme'] = name;
    localStorage.setItem(KEY, name);
  }
}
