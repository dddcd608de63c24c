import { runBuildBench } from './bench/build/run-build.ts';
import { runFunctionsBench } from './bench/run-functions.ts';
import { runPagesBench } from './bench/run-pages.ts';
import { runSearchBench } from './bench/search/run-search.ts';

const help = `npm run bench -- <what> [options]

  build       how long syncs with Contentful and builds take, and in how much memory
  pages       what each template of the built site weighs and how fast it shows
  search      how well and at what cost searches in the browser find articles
  functions   how fast readers are taken in, known again and sent an edition, and at what cost

npm run bench -- <what> --help says more.`;

const benches: ReadonlyMap<string, (root: string, argv: readonly string[]) => Promise<number>> =
  new Map([
    ['build', runBuildBench],
    ['functions', runFunctionsBench],
    ['pages', runPagesBench],
    ['search', runSearchBench],
  ]);

const [what = '', ...argv] = process.argv.slice(2);
const bench = benches.get(what);

if (bench) process.exitCode = await bench(process.cwd(), argv);
else if (what === '--help') console.log(help);
else {
  console.error(help);
  process.exitCode = 2;
}
