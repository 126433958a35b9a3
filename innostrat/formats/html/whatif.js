"use strict";
// Ranks a round anew and goes down the list, as innostrat/analysis/value/scoring.py and
// optimizer/ranking.py do: whole numbers only, so that both give the same. Touches no page.
const WhatIf = (() => {
  const UNITS = 10000n; // parts of a point

  function floored(part, whole) {
    const quotient = part / whole;
    return part % whole < 0n ? quotient - 1n : quotient;
  }

  // The nearest whole number, halves up.
  function rounded(part, whole) {
    return floored(2n * part + whole, 2n * whole);
  }

  // The value in 1/10 000 point, halves up; of a project that nobody scored, 0.
  function units(project, weights) {
    if (project.values.length === 0) return 0n;
    let sum = 0n;
    let total = 0n;
    weights.forEach((weight, place) => {
      sum += BigInt(weight) * BigInt(project.values[place]);
      total += BigInt(weight);
    });
    const whole = total * BigInt(project.denominator);
    return rounded(UNITS * sum, whole);
  }

  const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  // What competes, by falling value, then id; equal values share the best rank.
  function ranking(projects, worth) {
    const ordered = projects
      .filter((project) => project.rank !== null)
      .map((project) => ({ id: project.id, units: worth.get(project.id) }))
      .sort((a, b) => compared(b.units, a.units) || compared(a.id, b.id));
    ordered.forEach((one, place) => {
      const before = ordered[place - 1];
      one.rank = before && before.units === one.units ? before.rank : place + 1;
    });
    return ordered;
  }

  // What is bound, what that requires, and what that requires in turn.
  function bound(candidates, requires, forced) {
    const ids = candidates.filter((one) => one.bound || forced.has(one.id)).map((one) => one.id);
    const must = new Set(ids);
    const known = new Set(candidates.map((one) => one.id));
    for (let before = -1; before < must.size; ) {
      before = must.size;
      for (const [follower, leader] of requires) {
        if (must.has(follower) && known.has(leader)) must.add(leader);
      }
    }
    return must;
  }

  function allocation(play, candidates) {
    const starts = new Map(candidates.map((one) => [one.id, one.starts]));
    const limits = play.limits.map((limit) => BigInt(limit[2]));
    const used = limits.map(() => 0n);
    const taken = new Map();
    const leaders = new Map();
    const rivals = new Map();
    const put = (map, key, other) => map.set(key, [...(map.get(key) || []), other]);
    for (const [follower, leader] of play.requires) {
      if (follower !== leader) put(leaders, follower, leader);
    }
    for (const [one, other] of play.excludes) {
      put(rivals, one, other);
      put(rivals, other, one);
    }

    function fits(id, start) {
      const begun = (leader) => taken.has(leader) && taken.get(leader).year <= start.year;
      if (!(leaders.get(id) || []).every(begun)) return false;
      if ((rivals.get(id) || []).some((rival) => rival === id || taken.has(rival))) return false;
      return start.use.every(
        ([place, amount]) =>
          BigInt(amount) <= 0n || used[place] + BigInt(amount) <= limits[place]
      );
    }

    function take(id, start) {
      taken.set(id, start);
      for (const [place, amount] of start.use) used[place] += BigInt(amount);
    }

    // Goes through the queue, again and again, until nothing in it fits.
    function fill(queue) {
      let waiting = queue.filter((id) => !taken.has(id));
      for (let length = waiting.length + 1; waiting.length < length; ) {
        length = waiting.length;
        for (const id of waiting) {
          const start = starts.get(id).find((one) => fits(id, one));
          if (start) take(id, start);
        }
        waiting = waiting.filter((id) => !taken.has(id));
      }
    }

    const places = limits.map((_, place) => place);
    const over = () => places.filter((place) => used[place] > limits[place]);
    return { starts, taken, over, take, fill };
  }

  // Takes what is bound, then each in order at the first start that fits. Returns a Map of id to
  // start, and the places of the limits that what is bound has gone beyond.
  function downTheList(play, order, forced, excluded) {
    const candidates = play.projects.filter(
      (project) => project.starts.length > 0 && !excluded.has(project.id)
    );
    const must = bound(candidates, play.requires, forced);
    const known = new Set(candidates.map((one) => one.id));
    const listed = order.filter((id) => known.has(id));
    const others = [...must].filter((id) => !listed.includes(id)).sort(compared);
    const first = [...listed.filter((id) => must.has(id)), ...others];
    const { starts, taken, over, take, fill } = allocation(play, candidates);
    fill(first);
    for (const id of first) {
      if (!taken.has(id)) take(id, starts.get(id)[0]);
    }
    fill(listed);
    return { taken, over: over() };
  }

  // The pairs that are broken, since what is bound is taken in any case.
  function broken(play, taken) {
    const alone = ([follower, leader]) =>
      follower !== leader &&
      taken.has(follower) &&
      !(taken.has(leader) && taken.get(leader).year <= taken.get(follower).year);
    return {
      requires: play.requires.filter(alone),
      excludes: play.excludes.filter(([one, other]) => taken.has(one) && taken.has(other)),
    };
  }

  // Returns the ranking, the years in which what is funded starts, what that is worth and costs,
  // and what it breaks; null when all weights are 0. Weights are whole numbers in the order of the
  // criteria.
  function run(play, weights, forced, excluded) {
    if (weights.every((weight) => weight === 0)) return null;
    const worth = new Map(play.projects.map((one) => [one.id, units(one, weights)]));
    const ranked = ranking(play.projects, worth);
    const order = ranked.map((one) => one.id);
    const { taken, over } = downTheList(play, order, new Set(forced), new Set(excluded));
    const whole = BigInt(play.whole);
    let value = 0n;
    const cost = { operating: 0n, investment: 0n };
    for (const [id, start] of taken) {
      value += rounded(worth.get(id) * BigInt(start.kept), whole);
      for (const budget of Object.keys(cost)) cost[budget] += BigInt(start.cost[budget]);
    }
    const starts = new Map([...taken].map(([id, start]) => [id, start.year]));
    return { ranking: ranked, worth, taken, starts, value, cost, over, broken: broken(play, taken) };
  }

  return { run, rounded, compared };
})();
