/** Why a picture cannot be used; `found` and `wanted` are for the author. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly found: string;
  readonly wanted: string;

  constructor(found: string, wanted: string, options?: ErrorOptions) {
    super(`${found}; wanted ${wanted}`, options);
    this.found = found;
    this.wanted = wanted;
  }
}
