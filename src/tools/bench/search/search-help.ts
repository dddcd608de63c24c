export const searchHelp = `npm run bench -- search [options]

Compares searches that run in the browser, each in headless Chromium on the same texts: how often
the article that was meant is found, and what that costs.

  --engines a,b    which: broadsheet, pagefind, minisearch, orama, fuse (all)
  --articles N     1000, 10000 or all (1000)
  --queries N      queries for an article of which somebody remembers words, 10 to 2000 (240)
  --seed N         other numbers make other queries (1)
  --help           this text

The texts are read from ../shared/data: nodejs-blog/ (posts in Markdown) and search/ (the Cranfield
collection). 10,000 articles are the posts and others made of their paragraphs; there, only queries
as they are remembered are asked.

MRR@10 is the mean of 1 / rank of the article that was meant, 0 where it is not among the first ten;
success@10 is the share of queries that have it there. nDCG@10 is the sum of grade / log2(rank + 1)
over that of the best order. Bytes are counted at the server: bodies as sent, text in brotli, no
headers. Times are taken in the page, on this machine and without a network between, from the first
line that loads the search to the moment when ten results can be shown: median and, in brackets, the
95th percentile.

Writes .cache/bench-search/results.json, results.md and results.svg.

Exit codes: 0 done, 1 the texts are not there or nothing could be measured, 2 wrong use.`;
