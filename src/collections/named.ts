import { localize } from '#src/shared/localize.ts';
import type { LocaleScope } from '#src/shared/paths.ts';
import type { Author, Series, Topic } from './schemas/people-and-subjects.ts';

/** A topic, author or series as one language shows it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Somebody's own site. */
  readonly url: string | null;
  /** Whether an author is a desk or other group. */
  readonly isGroup: boolean;
}

export type Subject = Author | Topic | Series;

export function nameSubject(id: string, subject: Subject, scope: LocaleScope): Named {
  const text =
    'bio' in subject ? subject.bio : 'description' in subject ? subject.description : undefined;
  return {
    id,
    name: localize('title' in subject ? subject.title : subject.name, scope),
    description: text === undefined ? null : localize(text, scope),
    url: 'url' in subject ? (subject.url ?? null) : null,
    isGroup: 'kind' in subject && subject.kind === 'group',
  };
}
