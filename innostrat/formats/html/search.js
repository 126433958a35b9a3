"use strict";
// Proves which portfolio is the best: branch and bound, where each demand has a price (Lagrangian
// relaxation; Fisher, "The Lagrangian relaxation method for solving integer programming problems",
// Management Science 27 (1981) 1-18). Prices are floating-point numbers, which any price may be; the
// bound that they give is moved by more than it can be wrong, and what is found is counted in whole
// numbers. Touches no page.
const Search = (() => {
  const { preferred, allows, totals } = Portfolios;
  const FIRST = 400; // steps towards better prices at the root
  const LATER = 25; // and in each part
  const PATIENCE = 6; // steps without gain before they get shorter
  const UNIT = 2 ** -52; // how much a number is off at most, relative to itself

  // The candidates as lists of options, rows divided by their largest term; null where a number is
  // larger than floats count.
  function read({ candidates, rows }) {
    const largest = rows.map(() => 0n);
    const reached = rows.map((most) => (most < 0n ? -most : most));
    for (const { starts } of candidates) {
      for (const { rows: terms } of starts) {
        for (const [place, term] of terms) {
          const size = term < 0n ? -term : term;
          reached[place] += size;
          if (size > largest[place]) largest[place] = size;
        }
      }
    }
    if (reached.some((size) => size > BigInt(Number.MAX_SAFE_INTEGER))) return null;
    const scale = largest.map((size) => Number(size || 1n));
    const money = ({ starts }) => Math.max(...starts.map((start) => Number(start.money)));
    const cent = 0.5 / (1 + candidates.reduce((sum, one) => sum + money(one), 0));
    const option = (start) => ({
      start,
      goal: Number(start.value) - cent * Number(start.money),
      rows: combined(start.rows).map(([place, term]) => [place, Number(term), Number(term) / scale[place]]),
    });
    const out = { start: null, goal: 0, rows: [] };
    const options = candidates.map(({ bound, starts }) => [
      ...starts.map(option),
      ...(bound ? [] : [out]),
    ]);
    const size = options.flat().reduce((sum, one) => sum + one.rows.length + 2, rows.length);
    return { options, most: rows.map(Number), ends: rows.map((most, r) => Number(most) / scale[r]), size };
  }

  function combined(rows) {
    const sums = new Map();
    for (const [place, term] of rows) sums.set(place, (sums.get(place) || 0n) + term);
    return [...sums];
  }

  // Takes away the options that no choice of the others lets be; false where one has none left.
  function narrow(most, alive) {
    for (let changed = true; changed; ) {
      changed = false;
      const least = alive.map((options) => lowest(options));
      const sums = most.map(() => 0);
      for (const one of least) for (const [place, term] of one) sums[place] += term;
      if (sums.some((sum, place) => sum > most[place])) return false;
      alive.forEach((options, n) => {
        if (options.length === 1) return;
        const mine = least[n];
        const kept = options.filter((option) =>
          option.rows.every(([place, term]) => sums[place] - (mine.get(place) || 0) + term <= most[place])
        );
        if (kept.length < options.length) {
          alive[n] = kept;
          changed = true;
        }
      });
      if (alive.some((options) => options.length === 0)) return false;
    }
    return true;
  }

  // The least that each row gets from one of the options: Map of place to term.
  function lowest(options) {
    const found = new Map();
    const counts = new Map();
    for (const { rows } of options) {
      for (const [place, term] of rows) {
        counts.set(place, (counts.get(place) || 0) + 1);
        found.set(place, Math.min(term, found.has(place) ? found.get(place) : Infinity));
      }
    }
    for (const [place, count] of counts) {
      if (count < options.length && found.get(place) > 0) found.set(place, 0);
    }
    return found;
  }

  // What the best choice is worth at most at these prices, with the option that each takes.
  function relaxed(model, alive, prices) {
    let bound = 0;
    let size = 0;
    const slack = model.ends.slice();
    model.ends.forEach((end, place) => {
      bound += prices[place] * end;
      size += Math.abs(prices[place] * end);
    });
    const taken = alive.map((options) => {
      let best = null;
      let most = -Infinity;
      for (const option of options) {
        let worth = option.goal;
        let sum = Math.abs(option.goal);
        for (const [place, , part] of option.rows) {
          worth -= prices[place] * part;
          sum += Math.abs(prices[place] * part);
        }
        size += sum;
        if (worth > most) [best, most] = [option, worth];
      }
      bound += most;
      for (const [place, , part] of best.rows) slack[place] -= part;
      return best;
    });
    return { bound: bound + 4 * UNIT * model.size * size, taken, slack };
  }

  // Lowers the bound by better prices; stops when it is below `enough`.
  function priced(model, alive, start, steps, enough, look) {
    let prices = start;
    let best = { bound: Infinity, prices };
    let length = 1;
    for (let step = 0, waited = 0; step < steps; step += 1) {
      const found = relaxed(model, alive, prices);
      look(found.taken, found.slack);
      if (found.bound < best.bound - 1e-9 * Math.abs(best.bound)) waited = 0;
      else waited += 1;
      if (found.bound < best.bound) best = { bound: found.bound, prices };
      if (best.bound < enough()) break;
      if (waited > PATIENCE) {
        [length, waited, prices] = [length / 2, 0, best.prices];
        continue;
      }
      const target = Number.isFinite(enough()) ? enough() : 0.9 * found.bound;
      const way = found.slack.map((room, place) => (room > 0 && prices[place] === 0 ? 0 : room));
      const norm = way.reduce((sum, room) => sum + room * room, 0);
      if (norm === 0) break;
      const stride = (length * Math.max(found.bound - target, 1)) / norm;
      prices = prices.map((price, place) => Math.max(0, price - stride * way[place]));
    }
    return best;
  }

  // The options by what taking each costs the bound.
  function losses(options, prices) {
    const worth = (option) =>
      option.rows.reduce((sum, [place, , part]) => sum - prices[place] * part, option.goal);
    const all = options.map((option) => ({ option, worth: worth(option) }));
    const most = Math.max(...all.map((one) => one.worth));
    return all
      .map(({ option, worth: own }) => ({ option, loss: most - own }))
      .sort((a, b) => a.loss - b.loss);
  }

  // Looks for something better than `first`, a list of starts that keeps all demands, or null.
  // `run` goes through so many parts and says whether all are done; `best` is what is known.
  function begin(problem, first) {
    const model = read(problem);
    const state = { best: null, parts: 0, run, able: model !== null };
    let goal = -Infinity;
    const cents = new Map();
    const off = () => 4 * UNIT * model.size * Math.abs(goal);
    const enough = () => goal - (Number.isFinite(goal) ? off() : 0);
    for (const options of model === null ? [] : model.options) {
      for (const option of options) if (option.start) cents.set(option.start, option.goal);
    }

    function improve(starts) {
      if (state.best !== null && preferred(state.best, starts) <= 0) return;
      if (!allows(problem, starts)) return;
      state.best = starts;
      goal = starts.reduce((sum, start) => sum + cents.get(start), 0);
    }

    function look(taken, slack) {
      if (slack.some((room) => room < -1e-9)) return;
      improve(taken.map((option) => option.start).filter(Boolean));
    }

    const waiting = [];
    if (model !== null) {
      waiting.push({ alive: model.options, prices: model.most.map(() => 0), steps: FIRST });
      if (first !== null) improve(first);
    }

    function part({ alive: given, prices: start, steps }) {
      let alive = given.slice();
      if (!narrow(model.most, alive)) return;
      const { bound, prices } = priced(model, alive, start, steps, enough, look);
      if (bound < enough()) return;
      const ranked = alive.map((options) => losses(options, prices));
      alive = ranked.map((options) =>
        options.filter(({ loss }) => loss === 0 || bound - loss * (1 - 1e-9) >= enough())
          .map(({ option }) => option)
      );
      let chosen = -1;
      ranked.forEach((options, n) => {
        if (alive[n].length < 2) return;
        if (chosen < 0 || options[1].loss < ranked[chosen][1].loss) chosen = n;
      });
      if (chosen < 0) {
        if (narrow(model.most, alive)) improve(alive.map(([option]) => option.start).filter(Boolean));
        return;
      }
      for (const option of [...alive[chosen]].reverse()) {
        const next = alive.slice();
        next[chosen] = [option];
        waiting.push({ alive: next, prices, steps: LATER });
      }
    }

    function run(parts) {
      for (let n = 0; n < parts && waiting.length > 0; n += 1) {
        state.parts += 1;
        part(waiting.pop());
      }
      return waiting.length === 0 && state.able;
    }

    return state;
  }

  // Follows the list as closely as a share of the most value lets it, as optimizer/following.py:
  // each in turn is kept where some portfolio with all that is kept is worth enough. As `begin`.
  function follow(problem, first, order, [part, whole]) {
    let asked = problem;
    let searching = begin(asked, first);
    let enough = null; // the most value, of which a share must be kept, once it is known
    let current = null;
    let place = -1;
    const state = { best: null, parts: 0, run, able: searching.able };
    const holding = (id) => ({
      ...asked,
      candidates: asked.candidates.map((one) => (one.id === id ? { ...one, bound: true } : one)),
    });

    function settle(found) {
      const value = found === null ? null : totals(found).value;
      if (enough === null) [enough, current] = [value, found];
      else if (found !== null && value * BigInt(whole) >= enough * BigInt(whole - part)) {
        [asked, current] = [holding(order[place]), found];
      }
    }

    // Whether nothing is left to be tried.
    function advance() {
      for (place += 1; current !== null && place < order.length; place += 1) {
        const id = order[place];
        if (!asked.candidates.some((one) => one.id === id)) continue;
        if (!current.some((start) => start.id === id)) {
          searching = begin(holding(id), null);
          return false;
        }
        asked = holding(id);
      }
      state.best = current;
      return true;
    }

    function run(parts) {
      state.parts += parts;
      if (!searching.run(parts)) return false;
      settle(searching.best);
      return advance();
    }

    return state;
  }

  return { begin, follow };
})();
