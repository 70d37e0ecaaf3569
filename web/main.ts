// What each page gets of this bundle: a page is known by its form.
import { enhanceCheckForm } from "./check-page";
import { enhanceQueryForm } from "./query-page";

const PAGES = { "form#ask": enhanceQueryForm, "form#check": enhanceCheckForm };

// Without constructed style sheets (Safari before 16.4) the editor would stand there undressed: the form stays.
for (const [form, enhance] of Object.entries("adoptedStyleSheets" in document ? PAGES : {})) {
  const found = document.querySelector<HTMLFormElement>(form);
  if (found) enhance(found);
}
