import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { runMigration, type MigrationFunction } from 'contentful-migration';
import { shapeOf } from './field-shape.ts';
import type { OwnField, OwnType } from './own-types.ts';
import type { Step } from './plan-setup.ts';

type Migration = Parameters<MigrationFunction>[0];
type ContentType = ReturnType<Migration['createContentType']>;

/** What the web app would choose: a help text is set beside one. */
const usualWidgets = {
  Symbol: 'singleLine',
  Text: 'markdown',
  RichText: 'richTextEditor',
  Date: 'datePicker',
  Integer: 'numberEditor',
  Boolean: 'boolean',
  Asset: 'assetLinkEditor',
  Entry: 'entryLinkEditor',
  Entries: 'entryLinksEditor',
  Symbols: 'tagEditor',
} as const satisfies Record<OwnField['kind'], string>;

export interface MigrationTarget {
  readonly spaceId: string;
  readonly environmentId: string;
  readonly accessToken: string;
  /** Of the Management API, with its port. */
  readonly host: string;
}

/** Does what was planned, by Contentful's own migration library, which publishes what it changes. */
export async function migrate(steps: readonly Step[], target: MigrationTarget): Promise<void> {
  const name = 'broadsheetSetup';
  // The library calls its file of what failed after the function.
  const migration = { [name]: (it: Migration) => planMigration(it, steps) }[name];
  try {
    await runMigration({ ...target, migrationFunction: migration, yes: true });
  } finally {
    // It writes what failed into a file, requests and their tokens with it.
    const files = await readdir(process.cwd());
    for (const file of files.filter((one) => one.startsWith(`errors-${name}-`))) {
      await rm(path.join(process.cwd(), file));
    }
  }
}

function planMigration(migration: Migration, steps: readonly Step[]): void {
  for (const type of new Set(steps.map((step) => step.type))) {
    const own = steps.filter((step) => step.type === type && step.kind !== 'conflict');
    if (own.length === 0) continue;
    const isNew = own.some(({ kind }) => kind === 'create type');
    const target = isNew ? createType(migration, type) : migration.editContentType(type.id);
    for (const step of own) {
      if (step.kind === 'create field') createField(target, step.field);
      else if (step.kind === 'change field') changeField(target, step.field);
    }
  }
}

function createType(migration: Migration, type: OwnType): ContentType {
  const { id, name, description, displayField, fields } = type;
  const created = migration.createContentType(id, { name, description });
  for (const field of fields) createField(created, field);
  created.displayField(displayField);
  return created;
}

function createField(target: ContentType, field: OwnField): void {
  target.createField(field.id, shapeOf(field) as Parameters<ContentType['createField']>[1]);
  const { widget, help } = field;
  target.changeFieldControl(field.id, 'builtin', widget ?? usualWidgets[field.kind], {
    helpText: help,
  });
}

/** Its name and how it is written stay the space's own. */
function changeField(target: ContentType, field: OwnField): void {
  const { name: _, type: _type, linkType: _link, ...rest } = shapeOf(field);
  target.editField(field.id, rest as Parameters<ContentType['editField']>[1]);
}
