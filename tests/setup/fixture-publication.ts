import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

/*
 * A made-up publication with everything that the sample lacks: two languages, one of them written
 * from right to left, an article for members, old addresses, a draft, a scheduled article, headlines
 * of every length, names in several scripts, and more articles than one page of a list holds.
 */

/** Stands in the text of the members' article, of the draft and of the scheduled one, and nowhere else. */
export const canary = 'kakapo-under-the-floorboards';

const site = `title: { en: The Harbour Gazette, ar: جريدة المرفأ }
tagline: { en: News from the quay, ar: أخبار من الرصيف }
description: { en: A small paper about a harbour., ar: جريدة صغيرة عن مرفأ. }
url: https://harbour.example
timeZone: Europe/Lisbon
locales:
  - { code: en, name: English, formats: en-GB }
  - { code: ar, name: العربية }
articlesPerPage: 12
articlesPerFeed: 10
navigation:
  - { label: { en: About, ar: عنا }, href: /about/ }
social:
  - { label: Mastodon, href: https://social.example/@harbour }
licence: { name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/ }
newsletter:
  sender: The Harbour Gazette <post@harbour.example>
  replyTo: desk@harbour.example
  postalAddress: |
    1 Quay Street
    Harbour
  weekday: friday
  topics: [boats, weather]
`;

const arabicWords = `article.reading-time.other: '{count} دقائق'
article.reading-time.one: دقيقة واحدة
article.reading-time.two: دقيقتان
article.by: بقلم
nav.menu: القائمة
skip.to-content: إلى المحتوى
search.title: بحث
search.title.asked: '{text} · {page}'
search.description: 'كل مقال وصفحة في {title}، كلمة كلمة.'
search.label: 'ابحث في {title}'
search.placeholder: كلمات أو «عبارة»
search.submit: ابحث
search.list: النتائج
search.results.zero: 'لا نتائج عن {text}'
search.results.one: 'نتيجة واحدة عن {text}'
search.results.two: 'نتيجتان عن {text}'
search.results.few: '{count} نتائج عن {text}'
search.results.many: '{count} نتيجة عن {text}'
search.results.other: '{count} نتيجة عن {text}'
search.chosen.one: نتيجة واحدة
search.chosen.two: نتيجتان
search.chosen.few: '{count} نتائج'
search.chosen.many: '{count} نتيجة'
search.chosen.other: '{count} نتيجة'
search.corrected: 'هذه نتائج {text}.'
search.verbatim: 'ابحث عن {text} كما كُتب'
search.partial: بعض كلماتك
search.partial.only: 'لا صفحة فيها كل كلماتك. في هذه بعضها:'
search.cut: 'النص طويل: يُبحث عن أول {count} حرف منه فقط.'
search.loading: جارٍ البحث …
search.none: 'لا شيء عن {text}'
search.none.chosen: لا شيء بهذه المرشحات
search.none.advice: 'جرب كلمات أخرى أو أقل، أو تصفح هنا:'
search.none.filters: 'أزل مرشحا، أو تصفح هنا:'
search.unknown.topic: 'لا موضوع هنا اسمه {value}.'
search.unknown.author: 'لا كاتب هنا اسمه {value}.'
search.unknown.year: 'لا شيء هنا من سنة {value}.'
search.unknown.series: 'لا سلسلة هنا اسمها {value}.'
search.unknown.kind: 'لا نوع من الصفحات هنا اسمه {value}.'
search.suggestions: هل تقصد
search.unreachable: لا يمكن الوصول إلى البحث. ربما لا اتصال لديك.
search.retry: حاول مرة أخرى
search.replaced: صدر عدد جديد للتو. أعد تحميل الصفحة لتبحث فيه.
search.reload: أعد التحميل
search.missing: البحث غير متاح الآن.
search.more: مزيد من النتائج
search.previous: النتائج السابقة
search.sort: الترتيب
search.sort.relevance: الأقرب
search.sort.newest: الأحدث أولا
search.sort.oldest: الأقدم أولا
search.filters: تضييق البحث
search.facet.topic: الموضوع
search.facet.author: الكاتب
search.facet.year: السنة
search.facet.series: السلسلة
search.facet.kind: النوع
search.facet.find: 'ابحث في: {facet}'
search.facet.found: '{count} من {total}'
search.facet.all: 'الكل ({count})'
search.facet.fewer: أقل
search.kind.article: مقالات
search.kind.page: صفحات
search.filters.chosen: المرشحات المختارة
search.remove: 'أزل: {label}'
search.remove.all: أزل الكل
search.sections: أين فيها
search.keys: 'المفاتيح: Ctrl K إلى هذا الحقل، ↓ و↑ بين النتائج، Esc للرجوع.'
search.keys.slash: المفتاح / يقود إلى هنا أيضا
search.browse.series: السلاسل
search.browse.years: السنوات
newsletter.heading: النشرة البريدية
newsletter.promise: 'جديد {title} بالبريد: فور صدوره أو مرة في الأسبوع.'
newsletter.label: عنوان البريد
newsletter.submit: اشترك
newsletter.privacy: 'يستعمل عنوانك لهذه النشرة فقط. في كل رسالة رابط للخروج منها.'
newsletter.editions: الأعداد السابقة
newsletter.page.what.title: ما يصلك
newsletter.page.what.text: رسالة فيها عناوين ووصف كل مقال وروابط، بلا صور.
newsletter.page.often.title: كم مرة
newsletter.page.often.text: 'عند صدور الجديد، أو مرة في الأسبوع يوم {weekday}.'
newsletter.page.topics.title: المواضيع
newsletter.page.topics.text: 'كل شيء، أو ما تختاره: {topics}.'
mail.welcome.subject: 'أنت مشترك في {title}'
mail.welcome.heading: أنت مشترك
mail.welcome.text: 'شكرا. من الآن تصل نشرة {title} إلى هذا العنوان.'
mail.welcome.button: اختر ما يصلك
mail.why.subscribed: 'تصلك هذه الرسالة لأنك اشتركت فيها على {site}.'
mail.leave: خروج
mail.preferences: غيّر ما يصلك
mail.edition.archive: اقرأ هذا على الويب
`;

const paragraph =
  'The evening boat left at ten past nine, with four cars and a piano. Nobody on the quay could say why it was late, and nobody on board seemed to mind.';
const arabicParagraph =
  'غادر القارب المسائي في التاسعة وعشر دقائق، وعلى متنه أربع سيارات وبيانو. لم يستطع أحد على الرصيف أن يقول لماذا تأخر، ولم يبد أن أحدا على متنه يهتم.';

interface WrittenArticle {
  readonly title: string;
  readonly publishedAt: string;
  readonly body: string;
  readonly more?: string;
}

function article({ title, publishedAt, body, more = '' }: WrittenArticle): string {
  return `---
title: ${JSON.stringify(title)}
description: ${JSON.stringify('What happened at the harbour, as far as it could be found out by asking.')}
publishedAt: ${publishedAt}
authors: [harbour-desk]
topics: [boats]
${more}---

${body}
`;
}

const features = `${paragraph}[^1] It follows ISO times.

*[ISO]: International Organization for Standardization

## Boats

> [!WARNING] Wet steps
> Hold on to the rail.

Table: Boats of the week

| Boat  | Cars | Late by |
| :---- | ---: | :-----: |
| Alma  |    4 | 10 min  |
| Berta |   12 |  0 min  |

![A grey square that stands for the quay](./quay.png#wide 'The quay | Harbour Desk')

## Code

\`\`\`js title="late.js"
const late = boats.filter((boat) => boat.minutes > 5);
\`\`\`

- [x] asked the captain
- [ ] asked the piano

[^1]: The piano is for the school.
`;

const files: Readonly<Record<string, string>> = {
  'site.yaml': site,
  'strings/ar.yaml': arabicWords,
  'authors/harbour-desk.yaml':
    'name: { en: Harbour Desk, ar: قسم المرفأ }\nkind: group\nbio: The desk by the water.\nurl: https://desk.example/\n',
  'topics/boats.yaml': 'name: { en: Boats, ar: قوارب }\ndescription: What floats.\n',
  'topics/weather.yaml': 'name: { en: Weather, ar: الطقس }\n',
  'series/winter.yaml':
    'title: { en: A winter of boats, ar: شتاء القوارب }\ndescription: In two parts.\n',
  'redirects.yaml': '/2019/ferry.html: /articles/ferry/\n/alt/fähre/: /articles/ferry/\n',
  'pages/en/about.md': `---\ntitle: About\ndescription: Who writes here, and about which harbour it is.\n---\n\n${paragraph}\n`,
  'pages/ar/about.md': `---\ntitle: عنا\ndescription: من يكتب هنا وعن أي مرفأ هذه الجريدة.\n---\n\n${arabicParagraph}\n`,
  'articles/en/ferry/index.md': article({
    title: 'The ferry is late again',
    publishedAt: '2026-10-20',
    body: features,
    more: 'series: { id: winter, part: 1 }\nredirectFrom: [/old/ferry/]\ncover: { src: ./quay.png, alt: A grey square that stands for the quay, caption: The quay at nine, credit: Harbour Desk }\n',
  }),
  'articles/en/piano.md': article({
    title: 'The piano arrives',
    publishedAt: '2026-10-21',
    body: `${paragraph}\n\nIt began with [the ferry](ferry/index.md#boats).`,
    more: 'series: { id: winter, part: 2 }\nupdatedAt: 2026-10-23\n',
  }),
  'articles/en/grüße-vom-kai.md': article({
    title: 'Grüße vom Kai & “other” signs',
    publishedAt: '2026-10-19',
    body: paragraph,
  }),
  'articles/en/long.md': article({
    title:
      'A headline that goes on for as long as a headline may, because somebody at the desk could not decide which of the nine things that happened at the harbour this week mattered the most to anybody',
    publishedAt: '2026-10-18',
    body: Array.from({ length: 8 }, (_, index) =>
      [`## Section ${index + 1}`, ...Array.from({ length: 7 }, () => paragraph)].join('\n\n'),
    ).join('\n\n'),
  }),
  'articles/en/captains.md': article({
    title: 'What the captains said',
    publishedAt: '2026-10-22',
    body: `${paragraph}\n\n## ${canary}\n\nFor members only: ${canary}.`,
    more: 'access: members\n',
  }),
  'articles/en/unfinished.md': article({
    title: 'Unfinished',
    publishedAt: '2026-10-22',
    body: canary,
    more: 'draft: true\n',
  }),
  'articles/en/tomorrow.md': article({
    title: 'Tomorrow',
    publishedAt: '2999-01-01',
    body: canary,
  }),
  'articles/ar/ferry.md': article({
    title: 'العبّارة تتأخر مرة أخرى',
    publishedAt: '2026-10-20',
    body: `${arabicParagraph}[^1]\n\n## القوارب\n\n${arabicParagraph}\n\n| القارب | السيارات |\n| --- | ---: |\n| ألما | 4 |\n\n[^1]: البيانو للمدرسة.\n`,
    more: 'series: { id: winter, part: 1 }\n',
  }),
  'articles/ar/piano.md': article({
    title: 'وصول البيانو',
    publishedAt: '2026-10-21',
    body: arabicParagraph,
  }),
};

const smallArticles = 30;

/** Writes the publication's content into `folder`, anew. */
export async function writeFixturePublication(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const written: Record<string, string | Uint8Array> = { ...files };
  for (let number = 1; number <= smallArticles; number += 1) {
    const day = String(number).padStart(2, '0');
    written[`articles/en/notice-${number}.md`] = article({
      title: `Notice ${number}`,
      publishedAt: `2025-${number % 2 === 0 ? '03' : '04'}-${day}`,
      body: paragraph,
    }).replace('topics: [boats]', number % 3 === 0 ? 'topics: [weather]' : 'topics: [boats]');
  }
  written['articles/en/ferry/quay.png'] = await sharp({
    create: { width: 1400, height: 900, channels: 3, background: '#777064' },
  })
    .png()
    .toBuffer();
  for (const [name, data] of Object.entries(written)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, data);
  }
}
