import { sha256Hex } from "@attestry/certificate/sha256-hex";

/** What says which outcome it is, on a light ground. */
export const lightTones = { good: "#15553a", bad: "#8b1c1c", late: "#744700", calm: "#3b4650", test: "#7a3e00" } as const;
const onLight = Object.entries(lightTones)
  .map(([tone, colour]) => `--${tone}:${colour}`)
  .join(";");

/** The whole of the pages' style. It stands in each page, and the policy admits it by its hash. */
export const stylesheet = `
:root{color-scheme:light dark;--paper:#f3f0e8;--sheet:#fffefb;--ink:#1d2226;--soft:#585d60;--rule:#d8d0bf;${onLight};
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,"Book Antiqua",Georgia,"Noto Serif",serif;
--sans:ui-sans-serif,system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,"Liberation Sans","Noto Sans",sans-serif;
--mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media(prefers-color-scheme:dark){:root{--paper:#0f1316;--sheet:#171c20;--ink:#ece7dc;--soft:#a8adb0;--rule:#363e44;--good:#86d3a5;--bad:#f4a199;--late:#e9c077;--calm:#b8c3cc;--test:#f0b46a}}
*{box-sizing:border-box;margin:0}.printed{display:none}
body{background:var(--paper);color:var(--ink);font:1rem/1.6 var(--sans);overflow-wrap:anywhere;min-height:100vh;display:flex;flex-direction:column;--tone:var(--calm)}
.good{--tone:var(--good)}.bad{--tone:var(--bad)}.late{--tone:var(--late)}.test,.sandbox{--tone:var(--test)}
header,main,footer{width:100%;max-width:54rem;margin:0 auto;padding:0 1rem}
header{display:flex;flex-wrap:wrap;gap:0 1rem;justify-content:space-between;align-items:baseline;padding-block:1.5rem 1rem;color:var(--soft);font-size:.875rem}
.mark{font:600 1.375rem/1.2 var(--serif);letter-spacing:.02em;color:var(--ink)}
footer{margin-top:auto;padding-block:1.5rem 2rem;color:var(--soft);font-size:.8125rem}
article{background:var(--sheet);border:1px solid var(--rule);box-shadow:inset 0 0 0 4px var(--sheet),inset 0 0 0 5px var(--rule);position:relative;overflow:hidden}
section{padding:1.75rem 1.25rem;position:relative}
article section{margin-inline:5px}article section+section{border-top:1px solid var(--rule)}
p{text-wrap:pretty}article>:last-child{margin-bottom:5px}
article>:first-child{margin-top:5px;border-top:.375rem solid var(--tone)}
.verdict{display:grid;grid-template-columns:auto 1fr;gap:.75rem 1.25rem;align-items:center;color:var(--tone);background:color-mix(in srgb,var(--tone) 7%,var(--sheet))}
.verdict div{display:contents}.verdict p{grid-column:1/-1}
.seal{width:5.5rem}.core{fill:var(--sheet)}
.verdict p{color:var(--ink);max-width:34rem}
h1{font:600 2rem/1.15 var(--serif)}
.verdict h1{font-size:clamp(2rem,6vw,3rem);margin-bottom:.375rem}
.test .verdict h1{font-size:clamp(1.625rem,5vw,2.25rem)}
h2{font:600 1.1875rem/1.3 var(--serif);margin-bottom:.75rem}
.label,dt,label{font-size:.8125rem;color:var(--soft);letter-spacing:.02em}
.quiet{position:absolute;clip-path:inset(50%);height:1px;width:1px;overflow:hidden}
.name{font:500 clamp(1.75rem,6vw,2.625rem)/1.2 var(--serif);margin-top:.125rem}
.title{font:italic 400 clamp(1.125rem,3vw,1.375rem)/1.4 var(--serif);margin:.375rem 0 1.5rem}
dl{display:grid;grid-template-columns:1fr;border-top:1px solid var(--rule)}
dl div{padding:.625rem 0;border-bottom:1px solid var(--rule)}
dd{min-width:0;white-space:pre-wrap}
.alarm dd{color:var(--tone);font-weight:600}
code,pre{font-family:var(--mono);font-size:.875rem}
ol{list-style:none;padding:0}
li{display:flex;gap:.875rem;align-items:flex-start;padding:.5rem 0}
li div{flex:1}li strong{display:block;font-weight:600;line-height:1.4}li span{color:var(--soft);font-size:.9375rem}
li .sign{flex:none;width:1.625rem;height:1.625rem;border:1.5px solid;border-radius:50%;display:grid;place-items:center;font:700 .875rem/1 var(--sans);color:var(--soft)}
li em{font-style:normal;font-size:.8125rem;font-weight:600;line-height:1.75;color:var(--soft)}
.passed .sign,.passed em{color:var(--good)}.failed .sign,.failed em{color:var(--bad)}.sandbox .sign,.sandbox em{color:var(--tone)}
.note{color:var(--soft);font-size:.875rem;margin-top:.75rem}
.hash code{display:grid;width:max-content;grid-template-columns:repeat(2,max-content);gap:.25rem 1.25rem;font-size:1rem;letter-spacing:.04em}
details{margin-top:1rem}summary{cursor:pointer;color:var(--tone);font-weight:600;width:fit-content}
details p{margin:.75rem 0;font-size:.9375rem}
pre{white-space:pre-wrap;padding:.75rem .875rem;background:var(--paper);border:1px solid var(--rule);line-height:1.5;font-size:.8125rem}
.lead{margin:.75rem 0 1.5rem;max-width:38rem}
.help p{margin-bottom:1rem;max-width:38rem}
.field{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.25rem}
input,button{font:inherit;padding:.625rem .875rem;border:1px solid var(--soft);border-radius:2px;min-height:2.875rem}
input{flex:1 1 14rem;min-width:0;background:var(--sheet);color:var(--ink);font-family:var(--mono)}
button{background:var(--tone);color:var(--sheet);border-color:var(--tone);font-weight:600;padding-inline:1.75rem;cursor:pointer}
:focus-visible{outline:3px solid var(--tone);outline-offset:2px}
.problem{color:var(--bad);margin-top:.75rem;font-weight:600}
html:has(.band){scroll-padding-top:3.5rem}.band{position:sticky;top:0;z-index:1;padding:.5rem 1rem;text-align:center;background:repeating-linear-gradient(-45deg,#1d1d1d 0 .875rem,#f2b632 .875rem 1.75rem)}
.band strong{display:inline-block;background:#f2b632;color:#1d1d1d;padding:.125rem .875rem;font-size:1.0625rem}
.sandbox article:has(.record)::after{content:"SANDBOX";position:absolute;inset:0;display:grid;place-items:center;font:700 clamp(3rem,15vw,8rem)/1 var(--serif);white-space:nowrap;color:var(--tone);opacity:.07;rotate:-24deg;pointer-events:none}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem .875rem;padding:0;margin-top:.75rem}nav li{display:block;padding:0}nav a,nav span{color:inherit;font-size:.8125rem;line-height:1.9}nav [aria-current]{font-weight:600}
a{color:var(--tone)}.actions a{display:inline-block;margin-block:.75rem 0;margin-inline-end:1.25rem;font-weight:600}.actions+p{margin-top:1.5rem}
.issuer img{display:inline-block;vertical-align:middle;height:2.5rem;width:auto;max-width:10rem;object-fit:contain;margin-inline-end:.75rem;background:#fff;border-radius:2px}
.picture img{display:block;width:100%;height:auto;border:1px solid var(--rule);background:#fff}
::file-selector-button{font:inherit;font-weight:600;margin-inline-end:.75rem;padding:.25rem .875rem;border:1px solid var(--tone);border-radius:2px;background:none;color:var(--tone);cursor:pointer}input[type=file]{font-family:inherit}@media(hover:none){.file .note{display:none}}
.file .lead,.keep p{max-width:38rem}[role=status]{margin-top:.75rem;font-weight:600}[role=status]:empty{margin:0}.over{outline:3px dashed var(--tone);outline-offset:.5rem}
.second{margin-top:1rem;background:none;color:var(--tone)}video{display:block;width:100%;max-width:24rem;margin-top:1rem;background:#000}[hidden]{display:none!important}@media (scripting:none){.scripted{display:none}}
.card{display:block;min-height:0}.card a{display:flex;gap:1.25rem;align-items:center;min-height:100vh;padding:1rem 1.25rem;color:var(--ink);text-decoration:none;background:var(--sheet);border:1px solid var(--rule);border-top:.375rem solid var(--tone)}.card .seal{flex:none;width:6rem;color:var(--tone)}.said{display:grid;gap:.125rem;font-size:.875rem}.said h1{font:600 1.375rem/1.2 var(--serif);color:var(--tone)}.card main{padding:0;max-width:none}.card .name,.card .title,.card .by{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden}.card .name{font-size:1.25rem;margin:0}.card .title{-webkit-line-clamp:2;font-size:1rem;margin:0 0 .25rem}.card .mark{font-size:.875rem;color:var(--soft);margin-top:.375rem}
@media(min-width:40rem){section{padding:2.25rem 2.75rem}.seal{width:8.5rem}.verdict{gap:2rem}.verdict div{display:block}.verdict p{margin-top:.25rem}dl div{display:grid;grid-template-columns:11rem 1fr;gap:1.5rem;align-items:baseline}.hash code{grid-template-columns:repeat(4,max-content)}header,main,footer{padding-inline:1.5rem}header{padding-top:2.5rem}}
@media print{:root{color-scheme:light;--paper:#fff;--sheet:#fff;--ink:#000;--soft:#444;--rule:#bbb;${onLight}}
body{font-size:.8125rem}.band{position:static}form,details,.help{display:none}section{padding-block:.875rem;break-inside:avoid}dl div{padding:.3rem 0}li{padding:.2rem 0}.seal{width:5.5rem}header{padding-block:0 .75rem}footer{padding-block:.75rem 0}.printed{display:block}nav,.file,.keep,.picture{display:none}body{min-height:0}*{print-color-adjust:exact}}
`;

/** The CSP source that admits the style and nothing else. */
export const styleSource = `'sha256-${toBase64(sha256Hex(stylesheet))}'`;

function toBase64(hex: string): string {
  return btoa(hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))));
}
