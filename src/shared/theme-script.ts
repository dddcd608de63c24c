/**
 * The one inline script: puts the remembered colour scheme in place before the first paint, and
 * remembers a new choice. Without it (or without storage) the choice works for the page at hand by
 * CSS alone. The Content Security Policy allows it by its hash.
 */
export const themeScript =
  '!function(d,k,e){try{e.dataset[k]=localStorage[k]}catch{}d.onchange=v=>{v=v.target;if(v.name==k){e.dataset[k]=v.value;try{localStorage[k]=v.value}catch{}}};onload=v=>{(v=d.querySelector(`[name=${k}][value=${e.dataset[k]}]`))&&(v.checked=1)}}(document,"theme",document.documentElement)';
