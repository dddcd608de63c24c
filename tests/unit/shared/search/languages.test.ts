import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';
import {
  asked,
  everythingOf,
  makeIndex,
  openSample,
  pathsFor,
  typed,
  type SampleIndex,
} from '#tests/setup/search.ts';

/*
 * Each language as its readers write it: in other spellings than the text has, without marks, on
 * foreign keyboards. A page is called by its language and what is in it.
 */

const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    privacy: 'Unsere Datenschutzerklärung gilt ab Januar.',
    statement: 'Eine Erklärung über den Datenschutz.',
    baker: 'Der Müller mahlt in der Großen Straße am Fluss.',
    plain: 'Herr Mueller wohnt in der Hauptstrasse.',
    houses: 'Die alten Häuser stehen leer.',
    umlaut: 'Ein schöner Aufsatz ueber Baeume.',
  },
  fr: {
    curved: 'Les enfants vont à l’école ce matin.',
    straight: "La directrice de l'université parle.",
    today: 'Il pleut aujourd’hui sur la ville.',
    heart: 'Le cœur de l’œuvre bat encore.',
    bare: 'Une école sans murs.',
    fishing: 'La pêche en mer.',
    sin: 'Un péché mignon.',
    summer: 'C’était un jour d’été qu’on oublie.',
  },
  tr: {
    light: 'Evin ışığı sabaha kadar yandı, ışık güzeldi.',
    capital: 'BÜYÜK IŞIK SÖNDÜ',
    city: 'İstanbul kışın sessizdir.',
    district: 'Diyarbakır sıcak bir şehir.',
    books: 'Kitapları raflara dizdik.',
  },
  ar: {
    book: 'قرأت الكتاب في المكتبة.',
    bare: 'هذا كتاب قديم.',
    voweled: 'ذَهَبَ المُعَلِّمُ إِلَى الْمَدْرَسَةِ',
    hamza: 'أحمد يعيش في إسبانيا',
    and: 'الشمس والقمر في السماء',
    bridge: 'سافرت بالقطار إلى البلاد',
  },
  ru: {
    tree: 'Зелёная ёлка стоит в комнате.',
    books: 'На полке лежат старые книги.',
    city: 'Мы гуляли по городу.',
    bear: 'Медведь — ещё один зверь.',
  },
  el: {
    road: 'Ο μεγάλος δρόμος της πόλης.',
    sea: 'Η θάλασσα είναι γαλάζια.',
    capital: 'Η ΑΘΗΝΑ ΚΑΙ Ο ΔΡΟΜΟΣ',
  },
  ja: {
    printing: '新聞は印刷技術の発展とともに広がった。',
    type: '活版印刷の歴史を調べる。',
    tokyo: '東京都で会議が開かれた。',
    kana: 'コンピューターは便利です。',
  },
  zh: {
    news: '今天的新闻报道了城市规划的问题。',
    print: '印刷术改变了世界。',
    exhibition: '城市里有一个展览。',
  },
  th: {
    news: 'ข่าววันนี้เกี่ยวกับการศึกษาในประเทศไทย',
    print: 'หนังสือพิมพ์เล่มนี้เก่ามาก',
  },
  ko: {
    node: '노드는 서버에서 돌아간다.',
    school: '학교에서 학생들이 공부한다.',
    newspaper: '신문을 읽는 사람들이 줄었다.',
  },
  hi: {
    book: 'यह किताब बहुत पुरानी है।',
    school: 'बच्चे विद्यालय जाते हैं।',
    hindi: 'हिन्दी भाषा की कहानी।',
    work: 'यह काम आसान है।',
    less: 'यह कम है।',
  },
  vi: {
    paper: 'Tờ báo Việt Nam ra mắt năm ngoái.',
    road: 'Con đường dài qua thành phố.',
    ghost: 'Con ma trong rừng.',
    mother: 'Má nấu cơm.',
  },
  en: {
    node: 'The node runs on a server.',
    cafe: 'A café on the corner, with naïve pictures.',
    version: 'We use Astro v7.3 and Node.js for the front-end.',
    code: 'The function getElementById of JavaScript, and C++ or C#.',
  },
};

/** What readers write, and the pages that they find: those with all of it. */
const questions: Readonly<Record<string, readonly (readonly [text: string, pages: string[]])[]>> = {
  de: [
    ['Erklärung', ['privacy', 'statement']],
    ['Datenschutz', ['privacy', 'statement']],
    ['müller', ['baker', 'plain']],
    ['mueller', ['baker', 'plain']],
    ['muller', ['baker']],
    ['MÜLLER', ['baker', 'plain']],
    ['Mu\u0308ller', ['baker', 'plain']],
    ['straße', ['baker']],
    ['strasse', ['baker']],
    ['STRASSE', ['baker']],
    ['hauptstraße', ['plain']],
    ['Haus', ['houses']],
    ['Häuser', ['houses']],
    ['haeuser', ['houses']],
    ['schoener', ['umlaut']],
    ['über', ['umlaut', 'statement']],
    ['Bäume', ['umlaut']],
    ['Fluß', ['baker']],
  ],
  fr: [
    ['école', ['curved', 'bare']],
    ['ecole', ['curved', 'bare']],
    ["l'école", ['curved', 'bare']],
    ['l’école', ['curved', 'bare']],
    ['université', ['straight']],
    ["l'université", ['straight']],
    ["d'université", ['straight']],
    ['aujourd’hui', ['today']],
    ["aujourd'hui", ['today']],
    ['coeur', ['heart']],
    ['cœur', ['heart']],
    ['oeuvre', ['heart']],
    ['été', ['summer']],
    ['était', ['summer']],
    ['ÉCOLE', ['curved', 'bare']],
    ['écoles', ['curved', 'bare']],
  ],
  tr: [
    ['ışık', ['light', 'capital']],
    ['IŞIK', ['light', 'capital']],
    ['isik', ['light', 'capital']],
    ['İstanbul', ['city']],
    ['istanbul', ['city']],
    ['ISTANBUL', ['city']],
    ['İSTANBUL', ['city']],
    ['ıstanbul', ['city']],
    ['diyarbakir', ['district']],
    ['DİYARBAKIR', ['district']],
    ['Diyarbakır', ['district']],
    ['kitap', ['books']],
  ],
  ar: [
    ['كتاب', ['book', 'bare']],
    ['الكتاب', ['book', 'bare']],
    ['المعلم', ['voweled']],
    ['معلم', ['voweled']],
    ['المُعَلِّم', ['voweled']],
    ['مدرسة', ['voweled']],
    ['المدرسه', ['voweled']],
    ['احمد', ['hamza']],
    ['أحمد', ['hamza']],
    ['اسبانيا', ['hamza']],
    ['قمر', ['and']],
    ['القمر', ['and']],
    ['قطار', ['bridge']],
    ['القطار', ['bridge']],
  ],
  ru: [
    ['ёлка', ['tree']],
    ['елка', ['tree']],
    ['елки', ['tree']],
    ['книга', ['books']],
    ['город', ['city']],
    ['еще', ['bear']],
    ['ЕЛКА', ['tree']],
  ],
  el: [
    ['δρομος', ['road', 'capital']],
    ['δρόμος', ['road', 'capital']],
    ['ΔΡΟΜΟΣ', ['road', 'capital']],
    ['δρόμοσ', ['road', 'capital']],
    ['δρόμο', ['road', 'capital']],
    ['Αθήνα', ['capital']],
    ['θαλασσα', ['sea']],
  ],
  ja: [
    ['印刷', ['printing', 'type']],
    ['印刷技術', ['printing']],
    ['東京', ['tokyo']],
    ['東京都', ['tokyo']],
    ['会議東京', ['tokyo']],
    ['活版印刷', ['type']],
    ['コンピューター', ['kana']],
  ],
  zh: [
    ['城市', ['news', 'exhibition']],
    ['新闻', ['news']],
    ['印刷术', ['print']],
    ['城市规划', ['news']],
    ['城市新闻', ['news']],
  ],
  th: [
    ['ข่าว', ['news']],
    ['การศึกษา', ['news']],
    ['ประเทศไทย', ['news']],
    ['หนังสือพิมพ์', ['print']],
  ],
  ko: [
    ['노드', ['node']],
    ['서버', ['node']],
    ['학교', ['school']],
    ['학생', ['school']],
    ['신문', ['newspaper']],
    ['신문은', ['newspaper']],
    ['학교는', ['school']],
    ['노드는', ['node']],
    ['공부', ['school']],
    ['노드 서버', ['node']],
  ],
  hi: [
    ['किताब', ['book']],
    ['विद्यालय', ['school']],
    ['हिन्दी', ['hindi']],
    ['हिंदी', ['hindi']],
    ['काम', ['work']],
    ['कम', ['less']],
  ],
  vi: [
    ['việt nam', ['paper']],
    ['viet nam', ['paper']],
    ['đường', ['road']],
    ['duong', ['road']],
    ['thành phố', ['road']],
  ],
  en: [
    ['cafe', ['cafe']],
    ['CAFÉ', ['cafe']],
    ['naïve', ['cafe']],
    ['7.3', ['version']],
    ['v7.3', ['version']],
    ['frontend', ['version']],
    ['front-end', ['version']],
    ['front end', ['version']],
    ['nodejs', ['version']],
    ['getelementbyid', ['code']],
    ['element', ['code']],
    ['C++', ['code']],
    ['node.js', ['version']],
  ],
};

let index: SampleIndex;

beforeAll(async () => {
  const pages = Object.entries(texts).flatMap(([locale, named]) =>
    Object.entries(named).map(([name, text]) => ({
      url: `/${locale}/${name}`,
      locale,
      title: '—',
      html: `<p>${text}</p>`,
    })),
  );
  index = await makeIndex(pages);
});

afterAll(() => index.remove());

async function find(locale: string, query: SearchQuery): Promise<readonly string[]> {
  const search = await openSample(index, locale);
  const answer = await search.find(query);
  const hits = (await everythingOf(answer)).filter(({ isComplete }) => isComplete);
  return hits.map(({ url }) => url.replace(/#.*/u, '').replace(`/${locale}/`, ''));
}

describe.each(Object.entries(questions))('a reader of %s', (locale, asks) => {
  it.each(asks)('who writes %s finds %j', async (text, pages) => {
    const found = await find(locale, asked(text));
    expect(found.toSorted()).toEqual(pages.toSorted());
  });

  it('finds no page of another language', async () => {
    const others = Object.entries(questions).flatMap(([other, own]) =>
      other === locale ? [] : own.map(([text]) => text),
    );
    const search = await openSample(index, locale);
    for (const text of others) {
      const paths = await pathsFor(search, asked(text));
      expect(paths.filter((path) => !path.startsWith(`/${locale}/`))).toEqual([]);
    }
  });
});

describe('one character', () => {
  it.each([
    ['ja', '東', ['tokyo']],
    ['zh', '印', ['print']],
    ['zh', '城', ['exhibition', 'news']],
  ])('is a whole word, or begins one, in %s: %s', async (locale, text, pages) => {
    expect((await find(locale, typed(text))).toSorted()).toEqual(pages);
  });
});

describe('marks on letters', () => {
  it('tell words apart for who writes them', async () => {
    expect((await find('fr', asked('pêche')))[0]).toBe('fishing');
    expect((await find('fr', asked('péché')))[0]).toBe('sin');
    expect((await find('vi', asked('má')))[0]).toBe('mother');
    expect((await find('vi', asked('ma'))).toSorted()).toEqual(['ghost', 'mother']);
  });

  it('are forgiven where only other ones are there', async () => {
    expect(await find('fr', asked('peche'))).toContain('fishing');
    expect(await find('vi', asked('mà'))).toHaveLength(2);
  });
});
