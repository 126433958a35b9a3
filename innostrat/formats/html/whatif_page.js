"use strict";
// Other weights in the page: reads sliders and switches, asks WhatIf, Portfolios and Search, and
// shows what they answer.
(() => {
  const data = document.getElementById("page-play");
  if (data === null) return;
  const { words, filled } = Page;
  const play = JSON.parse(data.textContent);
  const section = document.getElementById("what-if");
  const sliders = [...section.querySelectorAll("input[type=range]")];
  const switches = [...section.querySelectorAll("input[type=radio]")];
  const said = document.getElementById("what-if-said");
  const body = document.getElementById("what-if-list").tBodies[0];
  const parts = (row) => ({
    row,
    ...Object.fromEntries(
      [...row.querySelectorAll("[data-cell]")].map((one) => [one.dataset.cell, one])
    ),
  });
  const rows = new Map([...body.rows].map((row) => [row.dataset.id, parts(row)]));
  const more = document.getElementById("what-if-more");
  const projects = new Map(play.projects.map((one) => [one.id, one]));
  const able = play.projects.filter((one) => one.starts.length > 0);
  const own = play.criteria.map((one) => one.weight);
  const official = new Map(Object.entries(play.plan));
  const rankBefore = new Map(play.projects.map((one) => [one.id, one.rank]));
  const downTheList = play.method === "ranking";
  const FEW = 3; // titles that a sentence bears
  const PAUSE = 300; // milliseconds of rest before the sentence changes and is read aloud
  const TURN = 12; // milliseconds of searching before the page may draw
  const PARTS = 100000; // of a search, after which nothing is said to be proved

  // Whole `parts` of ten to the power of `decimals`, as the tool writes numbers.
  function number(parts, decimals) {
    const size = parts < 0n ? -parts : parts;
    const digits = String(size).padStart(decimals + 1, "0");
    const whole = digits.slice(0, digits.length - decimals);
    const rest = digits.slice(digits.length - decimals);
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, words.group);
    return (parts < 0n ? words.minus : "") + grouped + (decimals ? words.decimal + rest : "");
  }

  // Units of 1/10 000 point with one decimal, halves away from zero.
  function points(units) {
    const size = units < 0n ? -units : units;
    const tenths = (size + 500n) / 1000n;
    return number(units < 0n ? -tenths : tenths, 1);
  }

  // The first titles; the list below marks all.
  function listed(ids) {
    const all = [...ids].map((id) => projects.get(id).title);
    return [...all.slice(0, FEW), ...(all.length > FEW ? ["…"] : [])].join(", ");
  }

  // The best portfolio known: its starts by id, how sure that is, and the problem that was asked.
  function answer(now, weights, forced, excluded, changed) {
    if (!changed) return { starts: official, sure: play.proved ? "proved" : "official" };
    if (downTheList) return { starts: now.starts, sure: "list" };
    const listed = now.starts;
    const { asked, found, proved } = Portfolios.known(
      play, weights, now.worth, forced, excluded, listed
    );
    const sure = proved && !play.within ? "proved" : "looking";
    return { ...answered(found, now), sure, asked, found };
  }

  // What going down the list gives stands in where no portfolio is known that keeps all demands.
  function answered(found, now) {
    return { starts: found ? new Map(found.map(({ id, year }) => [id, year])) : now.starts };
  }

  function sentence({ starts, sure }, changed) {
    const entered = [...starts.keys()].filter((id) => !official.has(id));
    const left = [...official.keys()].filter((id) => !starts.has(id));
    const parts = [filled(words.funds, { n: starts.size, all: able.length })];
    if (entered.length) parts.push(filled(words.enter, { titles: listed(entered) }));
    if (left.length) parts.push(filled(words.leave, { titles: listed(left) }));
    if (!changed) parts.push(words.own);
    else if (!entered.length && !left.length) parts.push(words.same);
    return [...parts, words[sure]].join(" ");
  }

  // What the portfolio is worth and costs, and the demands that it breaks.
  function details({ starts, sure }, now) {
    const taken = [...starts].map(([id, year]) =>
      projects.get(id).starts.find((start) => start.year === year)
    );
    const whole = BigInt(play.whole);
    const ids = [...starts.keys()];
    const value = taken.reduce((sum, start, place) =>
      sum + WhatIf.rounded(now.worth.get(ids[place]) * BigInt(start.kept), whole), 0n);
    const cost = (budget) => taken.reduce((sum, start) => sum + BigInt(start.cost[budget]), 0n);
    const parts = [
      filled(words.costs, {
        value: points(value),
        operating: `${number(cost("operating"), 0)}\u00a0kr`,
        investment: `${number(cost("investment"), 0)}\u00a0kr`,
      }),
    ];
    if (sure === "list" || sure === "none") parts.push(...breaks(now));
    return parts.join(" ");
  }

  function breaks(now) {
    const parts = [];
    if (now.over.length) {
      const frames = now.over.map((place) => play.limits[place]);
      const names = frames.map(([frame, year]) => `${play.frames[frame]} ${year}`);
      parts.push(filled(words.over, { frames: names.join(", ") }));
    }
    const { requires, excludes } = now.broken;
    const alone = requires.map(([follower]) => follower);
    if (alone.length) parts.push(filled(words.alone, { titles: listed(new Set(alone)) }));
    if (excludes.length) parts.push(filled(words.rivals, { titles: listed(new Set(excludes.flat())) }));
    return parts;
  }

  // Only what changes is written: each change costs the layout of a list that may be long.
  function write(place, text, name) {
    if (place.textContent !== text) place.textContent = text;
    if (name !== undefined && place.className !== name) place.className = name;
  }

  function showRow({ row, move, rank, value, listed }, id, place, units, starts) {
    const was = official.has(id);
    const is = starts.has(id);
    const past = rankBefore.get(id);
    const state = is === was ? (is ? "in" : "out") : is ? "enters" : "leaves";
    write(move, past === null || past === place ? "" : past > place ? "▲" : "▼");
    write(rank, String(place));
    write(value, units === null ? "–" : points(units));
    write(listed, words[state], `state ${state}`);
    row.classList.toggle("taken", is);
  }

  function showList(now, starts) {
    const focused = document.activeElement;
    const bound = play.projects.filter((one) => one.rank === null);
    const order = [...bound.map((one) => [one.id, "–"]), ...now.ranking.map((o) => [o.id, o.rank])];
    for (const [id, rank] of order) {
      const valued = projects.get(id).values.length > 0;
      showRow(rows.get(id), id, rank, valued ? now.worth.get(id) : null, starts);
    }
    arrange(order.map(([id]) => rows.get(id).row));
    if (body.contains(focused)) focused.focus({ preventScroll: true });
  }

  // Puts the rows in this order; those that stay in order among themselves are not moved.
  function arrange(ordered) {
    let here = body.firstElementChild;
    for (const row of ordered) {
      if (here !== null && row === here.nextElementSibling) {
        here.remove(); // its turn comes further down
        here = row;
      }
      if (row === here) here = here.nextElementSibling;
      else body.insertBefore(row, here);
    }
  }

  function showWeights(weights) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    sliders.forEach((slider, place) => {
      const share = total ? Math.floor((200 * weights[place] + total) / (2 * total)) : 0;
      const text = filled(words.weight, {
        weight: number(BigInt(weights[place]), play.decimals),
        percent: `${share}\u00a0%`,
      });
      slider.setAttribute("aria-valuetext", text);
      slider.parentElement.querySelector(".share").textContent = text;
    });
  }

  let waiting = 0;

  function say(place, text) {
    if (place.textContent !== text) place.textContent = text;
  }

  function tell(found, now, changed) {
    showList(now, found.starts);
    say(more, details(found, now));
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      say(said, sentence(found, changed));
      if (found.sure === "looking") search(begun(found, now), found, now);
    }, PAUSE);
  }

  function begun({ asked, found }, now) {
    if (!play.within) return Search.begin(asked, found);
    return Search.follow(asked, found, now.ranking.map((one) => one.id), play.within);
  }

  // Searches in turns, so that the page can be used meanwhile.
  function search(looking, found, now) {
    const until = performance.now() + TURN;
    let done = false;
    while (!done && looking.able && looking.parts < PARTS && performance.now() < until) {
      done = looking.run(10);
    }
    if (!done && looking.able && looking.parts < PARTS) {
      waiting = setTimeout(() => search(looking, found, now), 0);
      return;
    }
    const sure = !done ? "open" : !looking.best ? "none" : play.within ? "near" : "proved";
    const best = { ...answered(looking.best || found.found, now), sure };
    showList(now, best.starts);
    say(more, details(best, now));
    say(said, sentence(best, true));
  }

  function show() {
    const weights = sliders.map((slider) => Number(slider.value));
    const chosen = (state) =>
      switches.filter((one) => one.checked && one.value === state).map((one) => one.name.slice(7));
    const [forced, excluded] = [chosen("force"), chosen("exclude")];
    const now = WhatIf.run(play, weights, forced, excluded);
    const changed =
      forced.length + excluded.length > 0 || weights.some((one, place) => one !== own[place]);
    section.toggleAttribute("data-changed", changed);
    showWeights(weights);
    body.classList.toggle("stale", now === null);
    clearTimeout(waiting);
    if (now === null) waiting = setTimeout(() => say(said, words.nothing), PAUSE);
    else tell(answer(now, weights, forced, excluded, changed), now, changed);
  }

  function reset() {
    sliders.forEach((slider, place) => (slider.value = String(own[place])));
    for (const one of switches) one.checked = one.value === "free";
    show();
  }

  section.addEventListener("input", show);
  document.getElementById("what-if-reset").addEventListener("click", reset);
  reset();
  say(said, sentence(answer(null, own, [], [], false), false));
})();
