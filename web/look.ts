// How the editor looks: the tokens of style.css, which reach into the shadow root, in light and in dark.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const look = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--card)",
    border: "1px solid var(--rule-2)",
    borderRadius: "3px",
    fontSize: ".875rem",
  },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "12rem", maxHeight: "34rem" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".5rem 0" },
  ".cm-line": { padding: "0 .75rem 0 .5rem" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--ink-2)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--sunk) 55%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)", fontWeight: "600" },
  "&.cm-focused .cm-matchingBracket, .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--link)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--bad-bg)" },
  ".cm-content ::selection": { backgroundColor: "color-mix(in srgb, var(--link) 30%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--rule-2)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem", maxWidth: "min(40rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .5rem", lineHeight: "1.4" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--star)", color: "var(--paper)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", color: "var(--ink-2)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-faulty": { backgroundColor: "var(--bad-bg)" },
  ".cm-fault": { textDecoration: "underline wavy var(--bad)", textUnderlineOffset: ".25em" },
  ".cm-fault-end": { borderLeft: "3px solid var(--bad)" },
  ".cm-fault-words": {
    font: "400 .875rem/1.45 var(--sans)",
    whiteSpace: "normal",
    color: "var(--bad)",
    backgroundColor: "var(--bad-bg)",
    borderLeft: "4px solid var(--bad)",
    padding: ".35rem .75rem",
  },
});

export const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--star)", fontWeight: "600" },
  { tag: tags.standard(tags.variableName), color: "var(--star)" },
  { tag: tags.local(tags.variableName), color: "var(--seen)" },
  { tag: tags.atom, color: "var(--link)" },
  { tag: tags.string, color: "var(--gold)" },
  { tag: tags.meta, color: "var(--ink-2)" },
  { tag: tags.comment, color: "var(--ink-2)", fontStyle: "italic" },
]);
