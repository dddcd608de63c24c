import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from './content-files.ts';
import type { SettingsSource, WrittenSite } from './read-settings.ts';

/** The first bytes of TrueType and OpenType fonts and of collections of them. */
const signatures: ReadonlySet<string> = new Set(['00010000', '4f54544f', '74727565', '74746366']);

/** Reports fonts for Open Graph images that are not there or are none. */
export async function checkDrawingFonts(
  fonts: readonly string[],
  lineOf: WrittenSite['lineOf'],
  { contentFolder, report }: SettingsSource,
): Promise<void> {
  for (const [index, font] of fonts.entries()) {
    const found = await mistakeIn(contentFolder, font);
    if (found === null) continue;
    report({
      file: 'site.yaml',
      line: lineOf(['openGraphFonts', index]),
      field: 'openGraphFonts',
      found: `${font}: ${found}`,
      wanted: 'a TrueType or OpenType font in the content folder, such as fonts/name.ttf',
    });
  }
}

async function mistakeIn(contentFolder: string, font: string): Promise<string | null> {
  const file = path.join(contentFolder, font);
  try {
    if (!(await isInside(contentFolder, file))) return 'a file outside the content folder';
    const start = (await readFile(file)).subarray(0, 4).toString('hex');
    return signatures.has(start) ? null : 'a file that is no such font';
  } catch {
    return 'a file that is not there';
  }
}
