interface ImportMetaEnv {
  /** Absolute path of the folder that holds rendered bodies. Set by `src/integrations/content-folder.ts`. */
  readonly BROADSHEET_CACHE: string;
  /** Absolute path of the owner's folder of files that are served as they are. Set there too. */
  readonly BROADSHEET_PUBLIC: string;
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
