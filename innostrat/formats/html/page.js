"use strict";
// Tables that can be sorted, filtered and taken along, where the page is more than paper. All of it can be read
// without this.
const Page = (() => {
  const words = JSON.parse(document.getElementById("page-words").textContent);
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function filled(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
  }

  function made(tag, attributes, text) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  const regions = document.querySelectorAll(".scroll");
  const labels = new Map([...regions].map((one) => [one, one.getAttribute("aria-label")]));

  // A region that holds its table whole needs no scrolling, no focus and no name.
  function fit(region) {
    const wide = region.scrollWidth > region.clientWidth + 1;
    region.classList.toggle("fits", !wide);
    if (wide) {
      region.setAttribute("tabindex", "0");
      region.setAttribute("role", "region");
      region.setAttribute("aria-label", labels.get(region));
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) region.removeAttribute(name);
    }
  }

  function compared(a, b) {
    if (a.dataset.sort !== undefined && b.dataset.sort !== undefined) {
      return Number(a.dataset.sort) - Number(b.dataset.sort);
    }
    return collator.compare(a.textContent, b.textContent);
  }

  // Letters of either case, and blanks of any kind, which numbers have inside them.
  const plainly = (text) => text.replace(/\s+/g, " ").trim().toLocaleLowerCase();
  const isBlank = (cell) => ["", "–"].includes(cell.textContent.trim());

  // Sorts the rows under each heading; headings, sums and rules stay where they are.
  function sort(table, column, direction) {
    for (const body of table.tBodies) {
      const rows = [...body.rows];
      const plain = rows.filter((row) => row.className === "");
      const sorted = [...plain].sort((a, b) => Number(a.dataset.place) - Number(b.dataset.place));
      if (direction !== 0) {
        sorted.sort((one, other) => {
          const [a, b] = [one.cells[column], other.cells[column]];
          return isBlank(a) - isBlank(b) || direction * compared(a, b);
        });
      }
      body.append(...rows.map((row) => (row.className === "" ? sorted.shift() : row)));
    }
  }

  function makeSortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    [...table.rows].forEach((row, place) => (row.dataset.place = place));
    heads.forEach((head, column) => {
      const button = made("button", { type: "button" }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const next = { ascending: "descending", descending: null };
        const now = head.getAttribute("aria-sort");
        const order = now === null ? "ascending" : next[now];
        for (const one of heads) one.removeAttribute("aria-sort");
        if (order) head.setAttribute("aria-sort", order);
        sort(table, column, { ascending: 1, descending: -1 }[order] || 0);
      });
    });
  }

  // Sums are of all rows, so they are away while some rows are.
  function filter(table, wanted) {
    let shown = 0;
    for (const body of table.tBodies) {
      const plain = [...body.rows].filter((row) => row.className === "");
      for (const row of plain) {
        row.hidden = !plainly(row.textContent).includes(wanted);
        if (!row.hidden) shown += 1;
      }
      const empty = plain.every((row) => row.hidden);
      for (const row of body.querySelectorAll("tr.group, tr.line")) row.hidden = empty;
      for (const row of body.querySelectorAll("tr.subtotal, tr.total")) row.hidden = wanted !== "";
    }
    return shown;
  }

  function makeFilterable(block, table) {
    const all = table.querySelectorAll("tbody tr:not([class])").length;
    const id = `${block.id}-filter`;
    const input = made("input", { type: "search", id, autocomplete: "off" });
    const said = made("p", { role: "status", class: "note" });
    const bar = made("div", { class: "filter" });
    bar.append(made("label", { for: id }, words.filter), input, said);
    block.prepend(bar);
    input.addEventListener("input", () => {
      const wanted = plainly(input.value);
      const shown = filter(table, wanted);
      said.textContent = wanted ? filled(words.shown, { shown, all }) : "";
    });
  }

  // A cell as formats/csv/report.py writes it: a plain number, or a text that no spreadsheet takes
  // for a formula.
  function csvCell(cell) {
    const text = cell.textContent.replace(/\s+/g, " ").trim();
    const digits = text.split(words.group).join("").replace(/ /g, "").replace(words.minus, "-");
    const number = digits.replace(words.decimal, ",");
    if (/^-?\d+(,\d+)?%?$/.test(number)) return number;
    const plain = text === "–" ? "" : text;
    const harmless = plain.replace(/(?:^|[;,|"'])\s*(?=[=+@＝＋－＠-])|^(?=::)/g, "$&'");
    return /[;"]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  }

  function download(block, table) {
    const lines = [...table.rows].map((row) => [...row.cells].map(csvCell).join(";"));
    const file = new Blob(["\ufeff", lines.map((line) => `${line}\r\n`).join("")], { type: "text/csv" });
    const address = URL.createObjectURL(file);
    made("a", { href: address, download: `${block.id}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  function makeDownloadable(block, table) {
    const title = table.caption.textContent;
    const button = made("button", { type: "button", class: "download" }, words.download);
    button.setAttribute("aria-label", filled(words.downloaded, { title }));
    button.addEventListener("click", () => download(block, table));
    block.append(button);
  }

  document.documentElement.classList.add("scripts");
  for (const block of document.querySelectorAll("div.table")) {
    const table = block.querySelector("table");
    if (table && "sorts" in block.dataset) makeSortable(table);
    if (table && "filters" in block.dataset) makeFilterable(block, table);
    if (table) makeDownloadable(block, table);
  }
  const fitting = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));
  for (const region of regions) fitting.observe(region);
  const contents = document.querySelector(".contents details");
  if (window.matchMedia("(min-width: 75rem)").matches) contents.open = true;

  return { words, filled, made };
})();
