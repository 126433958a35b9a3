"use strict";
// Which portfolio the tool would choose with other weights, in whole numbers and in the order of
// innostrat/analysis/optimizer/problem.py. Touches no page.
const Portfolios = (() => {
  const { rounded, compared } = WhatIf;

  // All that may be chosen, at what each start is worth, and the demands as rows: what the chosen
  // starts add up to must be at most `most`.
  function problem(play, worth, forced, excluded) {
    const whole = BigInt(play.whole);
    const candidates = play.projects
      .filter((one) => one.starts.length > 0 && !excluded.has(one.id))
      .map(({ id, bound, starts }) => ({
        id,
        bound: bound || forced.has(id),
        starts: starts.map((start) => ({
          ...start,
          id,
          value: rounded(worth.get(id) * BigInt(start.kept), whole),
          rows: start.use.map(([place, amount]) => [place, BigInt(amount)]),
        })),
      }));
    const limits = play.limits.map((limit) => BigInt(limit[2]));
    return { candidates, rows: [...limits, ...demands(play, candidates)] };
  }

  // Adds the other demands to the starts' rows, and returns what each may add up to.
  function demands(play, candidates) {
    const starts = new Map(candidates.map((one) => [one.id, one.starts]));
    const most = [];
    const of = (id) => starts.get(id) || [];
    const row = (limit, terms) => {
      const place = play.limits.length + most.push(limit) - 1;
      for (const [start, term] of terms) if (term !== 0n) start.rows.push([place, term]);
    };
    const ones = (ids, sign) => ids.flatMap((id) => of(id).map((start) => [start, sign]));
    for (const [follower, leader] of play.requires) {
      if (follower === leader) continue;
      for (const { year } of of(follower)) {
        const begun = ([start]) => start.year <= year;
        row(0n, [...ones([follower], 1n), ...ones([leader], -1n)].filter(begun));
      }
    }
    for (const pair of play.excludes) row(1n, ones(pair, 1n));
    for (const { members, least, most: limit } of play.counts) {
      if (limit !== null) row(BigInt(limit), ones(members, 1n));
      if (least !== null) row(-BigInt(least), ones(members, -1n));
    }
    for (const { members, budget, least, most: limit } of play.shares) {
      for (const [share, sign] of [[limit, 1n], [least, -1n]]) {
        if (share === null) continue;
        const [part, whole] = share.map(BigInt);
        const term = (start) =>
          sign * BigInt(start.cost[budget]) * ((members.includes(start.id) ? whole : 0n) - part);
        row(0n, [...starts.values()].flat().map((start) => [start, term(start)]));
      }
    }
    return most;
  }

  function totals(starts) {
    const sum = (part) => starts.reduce((all, start) => all + BigInt(part(start)), 0n);
    return { value: sum((one) => one.value), money: sum((one) => one.money) };
  }

  // Below 0 where the first is to be preferred: more value, less money, fewer years moved, fewer
  // projects, the first ids, the first years.
  function preferred(a, b) {
    const [one, other] = [totals(a), totals(b)];
    const moved = (starts) => starts.reduce((sum, start) => sum + start.moved, 0);
    const [first, second] = [a, b].map((all) => [...all].sort((x, y) => compared(x.id, y.id)));
    const place = first.findIndex((start, n) => start.id !== second[n]?.id);
    const years = first.findIndex((start, n) => start.year !== second[n]?.year);
    return (
      compared(other.value, one.value) ||
      compared(one.money, other.money) ||
      moved(a) - moved(b) ||
      a.length - b.length ||
      (place < 0 ? 0 : compared(first[place].id, second[place].id)) ||
      (years < 0 ? 0 : first[years].year - second[years].year)
    );
  }

  function best(choices) {
    return choices.reduce((one, other) => (one && preferred(one, other) <= 0 ? one : other), null);
  }

  function allows({ candidates, rows }, starts) {
    const chosen = new Set(starts.map((start) => start.id));
    if (candidates.some((one) => one.bound && !chosen.has(one.id))) return false;
    const sums = rows.map(() => 0n);
    for (const start of starts) for (const [place, term] of start.rows) sums[place] += term;
    return sums.every((sum, place) => sum <= rows[place]);
  }

  // Whether the pool is proved to hold the best portfolio at these weights.
  function covered(play, weights) {
    if (!play.complete) return false;
    const all = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
    const { low, high, falling } = play.space;
    const least = ([part, whole], weight) => BigInt(part) * all <= BigInt(whole) * BigInt(weight);
    const most = ([part, whole], weight) => BigInt(part) * all >= BigInt(whole) * BigInt(weight);
    return (
      weights.every((one, place) => least(low[place], one) && most(high[place], one)) &&
      falling.every(([heavy, light]) => weights[heavy] >= weights[light])
    );
  }

  // The portfolios of the pool, each as a list of starts; a start that is not there is undefined.
  function read({ candidates }, pool) {
    const starts = new Map(candidates.map((one) => [one.id, one.starts]));
    const at = ([id, year]) => starts.get(id)?.find((one) => one.year === year);
    return pool.map((years) => Object.entries(years).map(at));
  }

  const key = (starts) => starts.map(({ id, year }) => `${id} ${year}`).sort().join();

  // Returns the best portfolio known among the pool and `listed`, which is where going down the
  // list ends: its starts, or null; whether it is `proved` to be the best; and the problem `asked`.
  // `worth` is what each project is worth in units.
  function known(play, weights, worth, forced, excluded, listed) {
    const none = new Set();
    const all = problem(play, worth, none, none);
    const free = forced.length + excluded.length === 0;
    const asked = free ? all : problem(play, worth, new Set(forced), new Set(excluded));
    const choices = read(asked, [...play.pool, Object.fromEntries(listed)]);
    const able = (choice) => !choice.includes(undefined) && allows(asked, choice);
    const found = best(choices.filter(able));
    const first = covered(play, weights) ? best(read(all, play.pool)) : null;
    const proved = first !== null && found !== null && key(first) === key(found);
    return { asked, found, proved };
  }

  return { known, preferred, allows, totals };
})();
