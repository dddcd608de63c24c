import tokens from '#src/styles/tokens.css?raw';

/*
 * Mails look like the site as far as mail programs let them. These know neither custom properties nor
 * `light-dark()`, so the colours are read from the tokens here, and the owner's `theme.css` after them.
 */

/** A colour by day and by night. */
export interface MailColour {
  readonly light: string;
  readonly dark: string;
}

export interface MailColours {
  readonly paper: MailColour;
  readonly ink: MailColour;
  readonly 'ink-quiet': MailColour;
  readonly rule: MailColour;
  readonly accent: MailColour;
}

const ruleOfRoot = /(?:^|\})\s*:root\s*\{([^}]*)\}/g;
const declaration = /(?:^|;)\s*--([\w-]+)\s*:\s*([^;]+)/g;
const hexadecimal = '#(?:[\\da-f]{3}|[\\da-f]{6})';
const plain = new RegExp(`^${hexadecimal}$`, 'i');
const ofBoth = new RegExp(
  `^light-dark\\(\\s*(${hexadecimal})\\s*,\\s*(${hexadecimal})\\s*\\)$`,
  'i',
);

/**
 * Answers the colours of mails. Of the owner's, those that are written as `#9c2a1c`, or as two of them
 * in `light-dark()`, in a rule for `:root` alone; mail programs would not understand others.
 */
export function readMailColours(theme: string): MailColours {
  const colours = new Map([...coloursIn(tokens), ...coloursIn(theme)]);
  const read = (name: keyof MailColours): MailColour => {
    const colour = colours.get(name);
    if (colour) return colour;
    throw new Error(`src/styles/tokens.css has no colour --${name} that mail programs understand`);
  };
  return {
    paper: read('paper'),
    ink: read('ink'),
    'ink-quiet': read('ink-quiet'),
    rule: read('rule'),
    accent: read('accent'),
  };
}

function coloursIn(styles: string): Map<string, MailColour> {
  const found = new Map<string, MailColour>();
  // A rule that is nested in another, as in `@media`, is not for every reader.
  const flat = withoutNested(styles.replaceAll(/\/\*[\s\S]*?\*\//g, ''));
  for (const [, rule = ''] of flat.matchAll(ruleOfRoot)) {
    for (const [, name = '', value = ''] of rule.matchAll(declaration)) {
      const colour = readColour(value.trim());
      if (colour) found.set(name, colour);
    }
  }
  return found;
}

function readColour(value: string): MailColour | null {
  if (plain.test(value)) return { light: longForm(value), dark: longForm(value) };
  const [, light, dark] = ofBoth.exec(value) ?? [];
  return light && dark ? { light: longForm(light), dark: longForm(dark) } : null;
}

/** Outlook reads no colours of three digits. */
function longForm(hex: string): string {
  return hex.length === 4 ? hex.replaceAll(/[\da-f]/gi, '$&$&') : hex;
}

function withoutNested(styles: string): string {
  return styles.replaceAll(/@[^;{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
}

/** Faces that readers have: a mail brings none. */
export const faces = {
  serif: "Georgia, 'Times New Roman', Times, serif",
  sans: "'Helvetica Neue', Helvetica, Arial, sans-serif",
} as const;
