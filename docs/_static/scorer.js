// Sphinx's own scores; what people do and look up comes before why it is so
const BEHIND = /^(decisions|frameworks|method|public|reading)\/|^(performance|threat-model)$/;
var Scorer = {
  score: ([page, , , , score]) => score - (BEHIND.test(page) ? 20 : 0),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
