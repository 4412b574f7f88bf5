// Sphinx's own scores; a heading with all that was typed comes first, and what people do and look up before why it
// is so and how the product is developed
const BEHIND = /^(decisions|frameworks|method|public|reading)\/|^(contributing|performance|threat-model|weblate)$/;
var Scorer = {
  score: ([page, , , , score, , kind]) => score + (kind === "title" ? 10 : 0) - (BEHIND.test(page) ? 20 : 0),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
