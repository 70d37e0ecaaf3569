// What each page gets of this bundle: a page is known by its form.
import { enhanceQueryForm } from "./query-page";

const form = document.querySelector<HTMLFormElement>("form#ask");
// Without constructed style sheets (Safari before 16.4) the editor would stand there undressed: the form stays.
if (form && "adoptedStyleSheets" in document) enhanceQueryForm(form);
