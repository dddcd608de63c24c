/**
 * The one inline script, which the Content Security Policy allows by its hash. It puts the remembered
 * colour scheme in place before the first paint and remembers a new choice; without it (or without
 * storage) the choice works for the page at hand by CSS alone. And it leads from Ctrl K to the search,
 * on the pages that have no search box, where an island takes its place.
 */
export const themeScript =
  '{let k="theme",q=x=>document.querySelector(x),h=q("html").dataset,s={};try{s=localStorage||s}catch{}h[k]=s[k]||"auto";onchange=({target:t})=>{t.name==k&&(h[k]=s[k]=t.value)};onload=()=>q("#menu [value="+h[k]+"]")?.click();onkeydown=e=>!(e.key=="k"&&e.ctrlKey|e.metaKey&&(location=q("[rel=search]")))}';
