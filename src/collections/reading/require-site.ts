import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { localeCode } from '#src/collections/schemas/fields.ts';
import { ContentError, displayFolder } from './problems.ts';
import { emptySite, readSite, type SettingsSource, type WrittenSite } from './read-settings.ts';

/**
 * Answers the settings; where they are wrong or missing, which is reported, settings to go on
 * checking with, so that everything else that is wrong is told in the same build.
 *
 * @throws {ContentError} where there is no content folder at all.
 */
export async function requireSite(source: SettingsSource): Promise<WrittenSite> {
  const { contentFolder } = source;
  const folder = await stat(contentFolder).catch(() => null);
  if (!folder?.isDirectory()) {
    const wanted = 'the path of a folder with site.yaml in it';
    const problem = {
      file: '.',
      line: null,
      field: 'CONTENT_DIR',
      found: 'no such folder',
      wanted,
    };
    throw new ContentError(displayFolder(contentFolder), [problem]);
  }
  const written = await readSite(source);
  if (written) return written;
  const names = (await readdir(contentFolder)).filter((name) => !name.startsWith('.'));
  if (names.length > 0 && !names.includes('site.yaml')) {
    const wanted = 'title, url and locales of the publication, as in the README';
    source.report({ file: 'site.yaml', line: null, field: null, found: 'no such file', wanted });
  }
  return { site: { ...emptySite, locales: await languagesInUse(contentFolder) }, lineOf: () => 1 };
}

/** The languages that articles are filed under, for want of a list of the owner's. */
async function languagesInUse(contentFolder: string): Promise<typeof emptySite.locales> {
  const folders = await readdir(path.join(contentFolder, 'articles')).catch(() => []);
  const codes = folders.filter((name) => localeCode.safeParse(name).success).toSorted();
  return codes.length > 0 ? codes.map((code) => ({ code, name: code })) : emptySite.locales;
}
