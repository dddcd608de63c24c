interface ImportMetaEnv {
  /** Absolute path of the folder that holds rendered bodies. Set by `src/integrations/content-folder.ts`. */
  readonly BROADSHEET_CACHE: string;
  /** Absolute path of the owner's folder of files that are served as they are. Set there too. */
  readonly BROADSHEET_PUBLIC: string;
  /** Absolute path of the owner's `theme.css`, whether there is one or not. Set there too. */
  readonly BROADSHEET_THEME: string;
}

/** Cuts fonts with HarfBuzz (WebAssembly). The package brings no types. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options?: {
      readonly targetFormat?: 'truetype' | 'woff' | 'woff2';
      readonly variationAxes?: Readonly<
        Record<string, number | { readonly min: number; readonly max: number }>
      >;
      readonly preserveNameIds?: readonly number[];
    },
  ): Promise<Buffer>;
}

/** Writes the tables that mail programs understand. The package brings no types. */
declare module 'mjml' {
  export interface MjmlNode {
    readonly tagName: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children?: readonly MjmlNode[];
    /** HTML. */
    readonly content?: string;
  }

  export default function mjml(
    mail: MjmlNode,
    options: {
      /** `strict` throws what is wrong. */
      readonly validationLevel: 'strict';
      readonly fonts: Readonly<Record<string, string>>;
    },
  ): Promise<{ readonly html: string; readonly errors: readonly unknown[] }>;
}
