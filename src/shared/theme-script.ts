/**
 * The one inline script: puts the remembered colour scheme in place before the first paint, and
 * remembers a new choice. Without it (or without storage) the choice works for the page at hand by
 * CSS alone. The Content Security Policy allows it by its hash.
 */
export const themeScript =
  '!function(d,k,e,v){try{if(v=localStorage[k])e.dataset[k]=v}catch{}d.onchange=({target:t})=>{if(t.name==k){e.dataset[k]=t.value;try{localStorage[k]=t.value}catch{}}};onload=()=>{(v=d.querySelector(`[name=${k}][value=${v}]`))&&(v.checked=1)}}(document,"theme",document.documentElement)';
