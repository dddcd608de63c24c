import { z } from 'astro/zod';
import type { SpaceType } from './plan-setup.ts';

/** The content types of a space cannot be had, and why. */
export class SpaceTypesError extends Error {
  override readonly name = 'SpaceTypesError';
}

export interface TypesSource {
  /** Of the API, such as `https://api.contentful.com`. */
  readonly origin: string;
  readonly space: string;
  readonly environment: string;
  readonly token: string;
  /** What the token is called among the settings. */
  readonly tokenName: string;
}

const rules = z.array(z.record(z.string(), z.unknown())).optional();

const typesSchema = z.object({
  items: z.array(
    z.object({
      sys: z.object({ id: z.string() }),
      fields: z.array(
        z.object({
          id: z.string(),
          name: z.string().optional(),
          type: z.string(),
          linkType: z.string().optional(),
          required: z.boolean().optional(),
          localized: z.boolean().optional(),
          validations: rules,
          items: z
            .object({ type: z.string(), linkType: z.string().optional(), validations: rules })
            .optional(),
        }),
      ),
    }),
  ),
});

const mostTries = 5;

/** Both the Management and the Delivery API describe them. @throws {SpaceTypesError} */
export async function fetchTypes(source: TypesSource): Promise<SpaceType[]> {
  const { origin, space, environment, token } = source;
  const url = `${origin}/spaces/${space}/environments/${environment}/content_types?limit=1000`;
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
    }).catch((cause: unknown) => {
      throw new SpaceTypesError(`Nothing answers at ${origin}.`, { cause });
    });
    if (response.ok) return readTypes(await response.json().catch(() => null), origin);
    await response.body?.cancel();
    if (response.status !== 429 || tries === mostTries) throw refused(response.status, source);
    const seconds = Number(response.headers.get('X-Contentful-RateLimit-Reset')) || 1;
    await new Promise((resolve) => setTimeout(resolve, Math.min(10, seconds) * 1000));
  }
}

function readTypes(answer: unknown, origin: string): SpaceType[] {
  const { data } = typesSchema.safeParse(answer);
  if (!data) throw new SpaceTypesError(`What ${origin} answered makes no sense.`);
  // What is not there is left out, so that it equals what we would write.
  return data.items.map(({ sys: { id }, fields }) => ({
    id,
    fields: fields as SpaceType['fields'],
  }));
}

function refused(status: number, { space, environment, tokenName }: TypesSource): SpaceTypesError {
  if (status === 401 || status === 403) {
    return new SpaceTypesError(`${tokenName} is not good for the space ${space}.`);
  }
  if (status === 404) {
    return new SpaceTypesError(
      `There is no space ${space} with an environment ${environment}, or ${tokenName} is of another (CONTENTFUL_SPACE_ID, CONTENTFUL_ENVIRONMENT).`,
    );
  }
  return new SpaceTypesError(`Contentful answers ${status}. Please try again later.`);
}
