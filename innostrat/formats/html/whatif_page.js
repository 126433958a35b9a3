"use strict";
// Other weights in the page: reads sliders and switches, asks WhatIf, and shows what it answers.
(() => {
  const data = document.getElementById("page-play");
  if (data === null) return;
  const { words, filled, made } = Page;
  const play = JSON.parse(data.textContent);
  const section = document.getElementById("what-if");
  const sliders = [...section.querySelectorAll("input[type=range]")];
  const switches = [...section.querySelectorAll("input[type=radio]")];
  const said = document.getElementById("what-if-said");
  const body = document.getElementById("what-if-list").tBodies[0];
  const rows = new Map([...body.rows].map((row) => [row.dataset.id, row]));
  const projects = new Map(play.projects.map((one) => [one.id, one]));
  const able = play.projects.filter((one) => one.starts.length > 0);
  const own = play.criteria.map((one) => one.weight);
  const before = WhatIf.run(play, own, [], []);
  const rankBefore = new Map(before.ranking.map((one) => [one.id, one.rank]));
  const FEW = 6; // titles that a sentence bears
  const PAUSE = 300; // milliseconds of rest before the sentence changes and is read aloud

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

  function sentence(now, changed) {
    if (now === null) return words.nothing;
    const entered = [...now.starts.keys()].filter((id) => !before.starts.has(id));
    const left = [...before.starts.keys()].filter((id) => !now.starts.has(id));
    const parts = [
      filled(words.list, {
        n: now.starts.size,
        all: able.length,
        value: points(now.value),
        operating: `${number(now.cost.operating, 0)}\u00a0kr`,
        investment: `${number(now.cost.investment, 0)}\u00a0kr`,
      }),
    ];
    if (entered.length) parts.push(filled(words.enter, { titles: listed(entered) }));
    if (left.length) parts.push(filled(words.leave, { titles: listed(left) }));
    if (!changed) parts.push(words.own);
    else if (!entered.length && !left.length) parts.push(words.same);
    if (now.over.length) {
      const frames = now.over.map((place) => play.limits[place]);
      const names = frames.map(([frame, year]) => `${play.frames[frame]} ${year}`);
      parts.push(filled(words.over, { frames: names.join(", ") }));
    }
    const { requires, excludes } = now.broken;
    const alone = requires.map(([follower]) => follower);
    if (alone.length) parts.push(filled(words.alone, { titles: listed(new Set(alone)) }));
    if (excludes.length) parts.push(filled(words.rivals, { titles: listed(new Set(excludes.flat())) }));
    return parts.join(" ");
  }

  function cell(row, name, ...content) {
    row.querySelector(`[data-cell=${name}]`).replaceChildren(...content);
  }

  function showRow(row, id, rank, units, now) {
    const was = before.starts.has(id);
    const is = now.starts.has(id);
    const past = rankBefore.get(id);
    const moved = past !== undefined && past !== rank;
    const arrow = made("span", { class: "move", "aria-hidden": "true" }, past > rank ? "▲" : "▼");
    const state = is === was ? (is ? "in" : "out") : is ? "enters" : "leaves";
    cell(row, "rank", ...(moved ? [arrow] : []), String(rank));
    cell(row, "value", units === null ? "–" : points(units));
    cell(row, "listed", made("span", { class: `state ${state}` }, words[state]));
    row.className = is ? "taken" : "";
  }

  function showList(now) {
    const focused = document.activeElement;
    const bound = play.projects.filter((one) => one.rank === null);
    const order = [...bound.map((one) => [one.id, "–"]), ...now.ranking.map((o) => [o.id, o.rank])];
    for (const [id, rank] of order) {
      const valued = projects.get(id).values.length > 0;
      showRow(rows.get(id), id, rank, valued ? now.worth.get(id) : null, now);
      body.append(rows.get(id));
    }
    if (body.contains(focused)) focused.focus({ preventScroll: true });
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
      slider.parentElement.querySelector("output").textContent = text;
    });
  }

  let waiting = 0;

  function say(text) {
    if (said.textContent !== text) said.textContent = text;
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
    if (now !== null) showList(now);
    body.classList.toggle("stale", now === null);
    clearTimeout(waiting);
    waiting = setTimeout(() => say(sentence(now, changed)), PAUSE);
  }

  function reset() {
    sliders.forEach((slider, place) => (slider.value = String(own[place])));
    for (const one of switches) one.checked = one.value === "free";
    show();
  }

  section.addEventListener("input", show);
  document.getElementById("what-if-reset").addEventListener("click", reset);
  reset();
  say(sentence(before, false));
})();
