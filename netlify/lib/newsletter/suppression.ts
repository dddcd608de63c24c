import { sql, type SQL } from 'drizzle-orm';

/**
 * Whether nothing may be mailed to the address in a column, in SQL; the hash is that of `hashAddress`.
 * Who was erased and asks anew may be mailed to: only imports heed that.
 *
 * @param address the column's name, written here and never by a stranger
 */
export function isSuppressed(address: 'address' | 's.address'): SQL {
  return sql`exists (select from suppressions where reason <> 'erased' and address_hash =
    encode(sha256(convert_to('broadsheet:address:' || lower(${sql.raw(address)}), 'UTF8')), 'hex'))`;
}
