/** What is refused, in Contentful's words for its kind. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly status: number;
  readonly id: string;

  constructor(status: number, id: string, message: string) {
    super(message);
    this.status = status;
    this.id = id;
  }
}
