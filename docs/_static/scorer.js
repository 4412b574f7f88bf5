// Sphinx's own scores, but for decisions: who searches wants to do something first, and to know why second
var Scorer = {
  score: ([docname, , , , score]) => score - (docname.startsWith("decisions/") ? 20 : 0),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
