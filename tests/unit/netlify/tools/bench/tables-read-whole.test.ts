import { expect, test } from 'vitest';
import { tablesReadWhole } from '#netlify/tools/bench/tables-read-whole.ts';

test('a plan that reads a table of readers from end to end is found, also in parallel', () => {
  const plan = [
    'Nested Loop  (cost=0.00..1.00 rows=1 width=4)',
    '  ->  Parallel Seq Scan on deliveries d  (cost=0.00..1.00 rows=1 width=4)',
    '  ->  Seq Scan on "subscribers" s  (cost=0.00..1.00 rows=1 width=4)',
  ];
  expect(tablesReadWhole(plan)).toEqual(['deliveries', 'subscribers']);
});

test('indexes and small tables may be read', () => {
  const plan = [
    'Index Scan using deliveries_due on deliveries d  (cost=0.00..1.00 rows=1 width=4)',
    '  ->  Seq Scan on editions  (cost=0.00..1.00 rows=1 width=4)',
  ];
  expect(tablesReadWhole(plan)).toEqual([]);
});
